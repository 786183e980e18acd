import type { Metadata } from "next";
import { NewSessionPage } from "../../../../session/new-session-page.tsx";
import { strings } from "../../../../shell/strings.ts";

export const metadata: Metadata = { title: strings.newSession };

export default function Page() {
  return <NewSessionPage />;
}
