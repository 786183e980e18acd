import type { Metadata } from "next";
import { Suspense } from "react";
import { SessionsPage } from "../../../inbox/sessions-page.tsx";
import { strings } from "../../../inbox/strings.ts";

export const metadata: Metadata = { title: strings.title };

export default function Page() {
  return (
    <Suspense>
      <SessionsPage />
    </Suspense>
  );
}
