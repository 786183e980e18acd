"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { signUpSchema } from "@parley/api/account/schema";
import { useForm } from "react-hook-form";
import { Field } from "../ui/form/field.tsx";
import { TextInput } from "../ui/form/inputs.tsx";
import { auth } from "./auth-api.ts";
import { ProfileDialog, useProfileChange } from "./profile-dialog.tsx";
import { strings } from "./strings.ts";

const words = strings.profile;
const schema = signUpSchema.pick({ name: true });

/** Changes the name of the signed-in person. */
export function NameDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { name } });
  const change = useProfileChange(auth.changeName, words.nameChanged, onClose);
  return (
    <ProfileDialog
      title={words.changeName}
      change={change}
      onClose={onClose}
      onSubmit={form.handleSubmit((values) => change.mutate(values))}
    >
      <Field
        label={strings.name}
        hint={strings.nameHint}
        missing={strings.nameMissing}
        error={form.formState.errors.name?.message}
      >
        {(control) => <TextInput autoComplete="name" {...control} {...form.register("name")} />}
      </Field>
    </ProfileDialog>
  );
}
