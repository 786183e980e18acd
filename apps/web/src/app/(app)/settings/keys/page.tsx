import type { Metadata } from "next";
import { KeysPage } from "../../../../account/keys-page.tsx";
import { strings } from "../../../../account/strings.ts";

export const metadata: Metadata = { title: strings.settings.keys };

export default function Page() {
  return <KeysPage />;
}
