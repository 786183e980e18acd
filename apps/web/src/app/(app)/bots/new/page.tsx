import type { Metadata } from "next";
import { strings } from "../../../../chatbot/form-strings.ts";
import { NewChatbotPage } from "../../../../chatbot/new-chatbot-page.tsx";

export const metadata: Metadata = { title: strings.newTitle };

export default function Page() {
  return <NewChatbotPage />;
}
