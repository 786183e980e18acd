import type { Metadata } from "next";
import { NewSessionPage } from "../../../../agent/start/new-session.tsx";
import { strings } from "../../../../agent/strings.ts";

export const metadata: Metadata = { title: strings.new.title };

export default function Page() {
  return <NewSessionPage />;
}
