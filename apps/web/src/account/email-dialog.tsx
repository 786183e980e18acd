"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { signUpSchema } from "@parley/api/account/schema";
import { useForm } from "react-hook-form";
import * as z from "zod";
import { Field } from "../ui/form/field.tsx";
import { TextInput } from "../ui/form/inputs.tsx";
import { PasswordInput } from "../ui/form/password-input.tsx";
import { auth } from "./auth-api.ts";
import { ProfileDialog, useProfileChange } from "./profile-dialog.tsx";
import { strings } from "./strings.ts";

const words = strings.profile;
const schema = z.object({
  newEmail: signUpSchema.shape.email,
  currentPassword: z.string().min(1, "must not be empty"),
});

/** Changes the email with which the person signs in. It takes effect at once. */
export function EmailDialog({ email, onClose }: { email: string; onClose: () => void }) {
  const form = useForm({
    resolver: zodResolver(schema),
    defaultValues: { newEmail: "", currentPassword: "" },
  });
  const change = useProfileChange(auth.changeEmail, words.emailChanged, onClose);
  const { errors } = form.formState;
  return (
    <ProfileDialog
      title={words.changeEmail}
      description={words.changeEmailLead(email)}
      change={change}
      onClose={onClose}
      onSubmit={form.handleSubmit((values) => change.mutate(values))}
    >
      <Field label={words.newEmail} error={errors.newEmail?.message}>
        {(control) => (
          <TextInput
            type="email"
            autoCapitalize="none"
            spellCheck={false}
            autoComplete="email"
            {...control}
            {...form.register("newEmail")}
          />
        )}
      </Field>
      <Field label={words.current} error={errors.currentPassword?.message} missing={words.currentMissing}>
        {(control) => (
          <PasswordInput autoComplete="current-password" {...control} {...form.register("currentPassword")} />
        )}
      </Field>
    </ProfileDialog>
  );
}
