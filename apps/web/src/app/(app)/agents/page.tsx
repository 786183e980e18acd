import type { Metadata } from "next";
import { AgentsPage } from "../../../agent/agents/list-page.tsx";
import { strings } from "../../../agent/strings.ts";

export const metadata: Metadata = { title: strings.agents.title };

export default function Page() {
  return <AgentsPage />;
}
