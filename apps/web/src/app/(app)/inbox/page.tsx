import type { Metadata } from "next";
import { InboxPage } from "../../../inbox/inbox-page.tsx";
import { strings } from "../../../shell/strings.ts";

export const metadata: Metadata = { title: strings.inbox };

export default function Page() {
  return <InboxPage />;
}
