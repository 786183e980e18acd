import type { Metadata } from "next";
import { ClientsPage } from "../../../chatbot/clients/list-page.tsx";
import { strings } from "../../../chatbot/strings.ts";

export const metadata: Metadata = { title: strings.clients };

export default function Page() {
  return <ClientsPage />;
}
