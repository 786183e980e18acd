import type { Metadata } from "next";
import { Suspense } from "react";
import { ChatbotSessionsPage } from "../../../../chatbot-sessions/sessions-page.tsx";
import { strings } from "../../../../chatbot-sessions/strings.ts";

export const metadata: Metadata = { title: strings.title };

export default function Page() {
  return (
    <Suspense>
      <ChatbotSessionsPage />
    </Suspense>
  );
}
