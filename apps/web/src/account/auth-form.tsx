"use client";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { type ReactNode, useState } from "react";
import type { FieldError } from "react-hook-form";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/form/field.tsx";
import { TextInput } from "../ui/form/inputs.tsx";
import { PasswordInput } from "../ui/form/password-input.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { nextPath } from "./next-path.ts";
import { strings } from "./strings.ts";

/** Where to go after signing in. */
export const useNextPath = (): string => nextPath(useSearchParams().get("next"));

/** Submits once at a time, then goes to `next` with a full page load, so that no data of a previous person stays in memory. */
export function useAuthSubmit<T>(send: (input: T) => Promise<unknown>, next: string) {
  const [error, setError] = useState<unknown>(null);
  const [pending, setPending] = useState(false);
  async function submit(input: T) {
    setPending(true);
    setError(null);
    try {
      await send(input);
      window.location.assign(next);
    } catch (thrown) {
      setError(thrown);
      setPending(false);
    }
  }
  return { error, pending, submit };
}

type AuthFormProps = {
  title: string;
  lead?: string;
  action: string;
  pending: boolean;
  error: unknown;
  onSubmit: (event: React.FormEvent<HTMLFormElement>) => void;
  footer: { text: string; link: string; href: string };
  children: ReactNode;
};

/** The frame of signing in and signing up. */
export function AuthForm({ title, lead, action, pending, error, onSubmit, footer, children }: AuthFormProps) {
  return (
    <div className="flex flex-col gap-6">
      <div>
        <h1 className="text-lg font-semibold">{title}</h1>
        {lead && <p className="mt-1 text-soft">{lead}</p>}
      </div>
      <form method="post" noValidate onSubmit={onSubmit} className="flex flex-col gap-4">
        {error !== null && <ProblemNote error={error} />}
        {children}
        <Button type="submit" look="primary" pending={pending}>
          {action}
        </Button>
      </form>
      <p className="text-soft">
        {footer.text}{" "}
        <Link href={footer.href} className="font-medium text-accent-text underline underline-offset-2">
          {footer.link}
        </Link>
      </p>
    </div>
  );
}

type InputProps = { registration: object; error: FieldError | undefined; autoComplete: string };

/** The email field of both forms. */
export function EmailField({ registration, error, autoComplete }: InputProps) {
  return (
    <Field label={strings.email} error={error?.message}>
      {(control) => (
        <TextInput
          type="email"
          inputMode="email"
          autoCapitalize="none"
          spellCheck={false}
          autoComplete={autoComplete}
          {...control}
          {...registration}
        />
      )}
    </Field>
  );
}

/** The password field of both forms. */
export function PasswordField({ registration, error, autoComplete, hint }: InputProps & { hint?: string }) {
  return (
    <Field label={strings.password} error={error?.message} missing={strings.passwordMissing} hint={hint}>
      {(control) => <PasswordInput autoComplete={autoComplete} {...control} {...registration} />}
    </Field>
  );
}
