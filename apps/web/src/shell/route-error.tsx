"use client";
import { PageBody } from "../ui/page-body.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { PageHeader } from "./page-header.tsx";
import { strings } from "./strings.ts";

type RouteErrorProps = { error: Error & { digest?: string }; reset: () => void };

/** What stands in a page's place when it fails; the shell around it goes on working. */
export function RouteError({ error, reset }: RouteErrorProps) {
  return (
    <>
      <PageHeader title={strings.failed} />
      <PageBody>
        <ProblemNote error={error} onRetry={reset} />
      </PageBody>
    </>
  );
}
