"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { signInSchema } from "@parley/api/account/schema";
import { useSearchParams } from "next/navigation";
import { useForm } from "react-hook-form";
import { signUpPath } from "../shell/paths.ts";
import { auth } from "./auth-api.ts";
import { AuthForm, EmailField, PasswordField, useAuthSubmit, useNextPath } from "./auth-form.tsx";
import { strings } from "./strings.ts";

/** Back into an account; afterwards the person is where they wanted to go. */
export function SignInForm() {
  const next = useNextPath();
  const signedOut = useSearchParams().has("signedOut");
  const { error, pending, submit } = useAuthSubmit(auth.signIn, next);
  const form = useForm({ resolver: zodResolver(signInSchema), defaultValues: { email: "", password: "" } });
  const { errors } = form.formState;
  return (
    <AuthForm
      title={strings.signIn.title}
      {...(signedOut ? { lead: strings.signIn.signedOut } : {})}
      action={strings.signIn.action}
      pending={pending}
      error={error}
      onSubmit={form.handleSubmit(submit)}
      footer={{
        text: strings.signIn.other,
        link: strings.signIn.otherLink,
        href: signUpPath(next),
      }}
    >
      <EmailField registration={form.register("email")} error={errors.email} autoComplete="username" />
      <PasswordField
        registration={form.register("password")}
        error={errors.password}
        autoComplete="current-password"
      />
    </AuthForm>
  );
}
