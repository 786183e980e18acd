"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { signUpSchema } from "@parley/api/account/schema";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import * as z from "zod";
import { useTRPC } from "../api/trpc.ts";
import { Button } from "../ui/button.tsx";
import { earlyInput, useReplay } from "../ui/early-input.ts";
import { Field } from "../ui/form/field.tsx";
import { PasswordInput } from "../ui/form/password-input.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { auth } from "./auth-api.ts";
import { strings } from "./strings.ts";

const words = strings.profile;
const schema = z.object({
  currentPassword: z.string().min(1, "must not be empty"),
  newPassword: signUpSchema.shape.password,
  revokeOtherSessions: z.boolean(),
});

/** Changes the password, and ends the other sign-ins if asked to. */
export function PasswordForm() {
  const trpc = useTRPC();
  const me = useQuery(trpc.account.me.queryOptions());
  const form = useForm({
    resolver: zodResolver(schema),
    defaultValues: { currentPassword: "", newPassword: "", revokeOtherSessions: true },
  });
  const change = useMutation({ mutationFn: auth.changePassword, onSuccess: () => form.reset() });
  const { errors } = form.formState;
  const others = form.register("revokeOtherSessions");
  return (
    <form
      method="post"
      noValidate
      className="flex max-w-sm flex-col gap-4"
      onSubmit={form.handleSubmit((values) => change.mutate(values))}
    >
      {/* Password managers need to know whose password this is. */}
      <input type="hidden" autoComplete="username" value={me.data?.email ?? ""} readOnly />
      <Field label={words.current} error={errors.currentPassword?.message} missing={words.currentMissing}>
        {(control) => (
          <PasswordInput autoComplete="current-password" {...control} {...form.register("currentPassword")} />
        )}
      </Field>
      <Field label={words.next} hint={strings.passwordHint} error={errors.newPassword?.message}>
        {(control) => (
          <PasswordInput autoComplete="new-password" {...control} {...form.register("newPassword")} />
        )}
      </Field>
      <label className="flex items-center gap-2">
        <input
          type="checkbox"
          {...earlyInput.press}
          {...others}
          ref={useReplay(others.ref)}
          className="size-4 accent-accent"
        />
        {words.signOutOthers}
      </label>
      {change.isError && <ProblemNote error={change.error} />}
      <div className="flex items-center gap-3">
        <Button type="submit" pending={change.isPending}>
          {words.changePassword}
        </Button>
        <span role="status" className="text-soft">
          {change.isSuccess && words.changed}
        </span>
      </div>
    </form>
  );
}
