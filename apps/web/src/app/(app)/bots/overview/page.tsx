import type { Metadata } from "next";
import { Suspense } from "react";
import { OverviewPage } from "../../../../chatbot/overview/overview-page.tsx";
import { strings } from "../../../../chatbot/overview/strings.ts";

export const metadata: Metadata = { title: strings.title };

export default function Page() {
  return (
    <Suspense>
      <OverviewPage />
    </Suspense>
  );
}
