import type { Metadata } from "next";
import { ImportClientsPage } from "../../../../chatbot/clients/import/import-page.tsx";
import { strings } from "../../../../chatbot/clients/import/strings.ts";

export const metadata: Metadata = { title: strings.title };

export default function Page() {
  return <ImportClientsPage />;
}
