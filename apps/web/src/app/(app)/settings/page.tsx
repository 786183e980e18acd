import type { Metadata } from "next";
import { ProfilePage } from "../../../account/profile-page.tsx";
import { strings } from "../../../account/strings.ts";

export const metadata: Metadata = { title: strings.settings.title };

export default function Page() {
  return <ProfilePage />;
}
