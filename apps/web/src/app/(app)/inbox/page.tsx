import type { Metadata } from "next";
import { Suspense } from "react";
import { InboxPage } from "../../../inbox/inbox-page.tsx";
import { strings } from "../../../inbox/strings.ts";

export const metadata: Metadata = { title: strings.title };

export default function SessionsPage() {
  return (
    <Suspense>
      <InboxPage />
    </Suspense>
  );
}
