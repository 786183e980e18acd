import type { Metadata } from "next";
import { DevicesPage } from "../../../../account/devices-page.tsx";
import { strings } from "../../../../account/strings.ts";

export const metadata: Metadata = { title: strings.settings.devices };

export default function Page() {
  return <DevicesPage />;
}
