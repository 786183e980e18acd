import type { Metadata } from "next";
import { NewAgentPage } from "../../../../agent/agents/new-page.tsx";
import { strings } from "../../../../agent/strings.ts";

export const metadata: Metadata = { title: strings.agents.newTitle };

export default function Page() {
  return <NewAgentPage />;
}
