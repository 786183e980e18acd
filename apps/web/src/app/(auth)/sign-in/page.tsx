import type { Metadata } from "next";
import { Suspense } from "react";
import { SignInForm } from "../../../account/sign-in-form.tsx";
import { strings } from "../../../account/strings.ts";

export const metadata: Metadata = { title: strings.signIn.title };

export default function SignInPage() {
  return (
    <Suspense>
      <SignInForm />
    </Suspense>
  );
}
