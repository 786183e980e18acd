import type { Metadata } from "next";
import { NewClientPage } from "../../../../chatbot/clients/new-page.tsx";
import { strings } from "../../../../chatbot/clients/strings.ts";

export const metadata: Metadata = { title: strings.newTitle };

export default function Page() {
  return <NewClientPage />;
}
