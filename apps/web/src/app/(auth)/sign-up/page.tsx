import type { Metadata } from "next";
import { Suspense } from "react";
import { SignUpForm } from "../../../account/sign-up-form.tsx";
import { strings } from "../../../account/strings.ts";

export const metadata: Metadata = { title: strings.signUp.title };

export default function SignUpPage() {
  return (
    <Suspense>
      <SignUpForm />
    </Suspense>
  );
}
