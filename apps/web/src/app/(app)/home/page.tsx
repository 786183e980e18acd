import type { Metadata } from "next";
import { HomePage } from "../../../home/home-page.tsx";
import { strings } from "../../../shell/strings.ts";

export const metadata: Metadata = { title: strings.home };

export default function Page() {
  return <HomePage />;
}
