import type { Metadata } from "next";
import { NewAgentPage } from "../../../../agent/agents/new-page.tsx";
import { strings } from "../../../../agent/agents/strings.ts";

export const metadata: Metadata = { title: strings.newTitle };

export default function Page() {
  return <NewAgentPage />;
}
