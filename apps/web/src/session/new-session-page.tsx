"use client";
import { Suspense } from "react";
import { kinds } from "../kinds.tsx";
import { PageHeader } from "../shell/page-header.tsx";
import { strings } from "../shell/strings.ts";
import { PageBody } from "../ui/page-body.tsx";

/** For somebody who wants to start a session: what each kind offers for it. */
export function NewSessionPage() {
  return (
    <>
      <PageHeader title={strings.newSession} />
      <PageBody>
        {kinds.map(
          ({ label, NewSession }) =>
            NewSession && (
              <Suspense key={label}>
                <NewSession />
              </Suspense>
            ),
        )}
      </PageBody>
    </>
  );
}
