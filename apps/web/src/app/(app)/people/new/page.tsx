import type { Metadata } from "next";
import { strings } from "../../../../chatbot/client-strings.ts";
import { NewClientPage } from "../../../../chatbot/new-client-page.tsx";

export const metadata: Metadata = { title: strings.newTitle };

export default function Page() {
  return <NewClientPage />;
}
