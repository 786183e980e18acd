import type { Metadata } from "next";
import { Suspense } from "react";
import { OverviewPage } from "../../../../chatbot-sessions/overview-page.tsx";
import { strings } from "../../../../chatbot-sessions/overview-strings.ts";

export const metadata: Metadata = { title: strings.title };

export default function Page() {
  return (
    <Suspense>
      <OverviewPage />
    </Suspense>
  );
}
