import type { Metadata } from "next";
import { ChatbotsPage } from "../../../chatbot/bots/list-page.tsx";
import { strings } from "../../../chatbot/strings.ts";

export const metadata: Metadata = { title: strings.chatbots };

export default function Page() {
  return <ChatbotsPage />;
}
