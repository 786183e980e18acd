import type { Metadata } from "next";
import { strings } from "../../../../chatbot/client-strings.ts";
import { ImportClientsPage } from "../../../../chatbot/import-clients-page.tsx";

export const metadata: Metadata = { title: strings.importTitle };

export default function Page() {
  return <ImportClientsPage />;
}
