import type { Metadata } from "next";
import { AgentsPage } from "../../../agent/agents/list-page.tsx";
import { strings } from "../../../agent/agents/strings.ts";

export const metadata: Metadata = { title: strings.list.title };

export default function Page() {
  return <AgentsPage />;
}
