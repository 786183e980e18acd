import type { Metadata } from "next";
import { Suspense } from "react";
import { ChatbotSessionsPage } from "../../../../chatbot/browse/browse-page.tsx";
import { strings } from "../../../../chatbot/browse/strings.ts";

export const metadata: Metadata = { title: strings.title };

export default function Page() {
  return (
    <Suspense>
      <ChatbotSessionsPage />
    </Suspense>
  );
}
