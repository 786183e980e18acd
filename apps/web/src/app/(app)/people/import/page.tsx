import type { Metadata } from "next";
import { ImportClientsPage } from "../../../../chatbot/clients/import/import-page.tsx";
import { strings } from "../../../../chatbot/clients/strings.ts";

export const metadata: Metadata = { title: strings.importTitle };

export default function Page() {
  return <ImportClientsPage />;
}
