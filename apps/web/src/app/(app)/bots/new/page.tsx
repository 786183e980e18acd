import type { Metadata } from "next";
import { NewChatbotPage } from "../../../../chatbot/bots/new-page.tsx";
import { strings } from "../../../../chatbot/bots/strings.ts";

export const metadata: Metadata = { title: strings.newTitle };

export default function Page() {
  return <NewChatbotPage />;
}
