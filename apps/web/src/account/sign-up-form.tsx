"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { signUpSchema } from "@parley/api/account/schema";
import { useForm } from "react-hook-form";
import { signInPath } from "../shell/paths.ts";
import { Field } from "../ui/form/field.tsx";
import { TextInput } from "../ui/form/inputs.tsx";
import { auth } from "./auth-api.ts";
import { AuthForm, EmailField, PasswordField, useAuthSubmit, useNextPath } from "./auth-form.tsx";
import { strings } from "./strings.ts";

/** A new account in three fields; afterwards the person is signed in and in the app. */
export function SignUpForm() {
  const next = useNextPath();
  const { error, pending, submit } = useAuthSubmit(auth.signUp, next);
  const form = useForm({
    resolver: zodResolver(signUpSchema),
    defaultValues: { name: "", email: "", password: "" },
  });
  const { errors } = form.formState;
  // In the order of the page: the first field with an error is the one that gets the focus.
  const [name, email, password] = [form.register("name"), form.register("email"), form.register("password")];
  return (
    <AuthForm
      title={strings.signUp.title}
      lead={strings.signUp.lead}
      action={strings.signUp.action}
      pending={pending}
      error={error}
      onSubmit={form.handleSubmit(submit)}
      footer={{
        text: strings.signUp.other,
        link: strings.signUp.otherLink,
        href: signInPath(next),
      }}
    >
      <Field
        label={strings.name}
        hint={strings.nameHint}
        error={errors.name?.message}
        missing={strings.nameMissing}
      >
        {(control) => <TextInput autoComplete="name" {...control} {...name} />}
      </Field>
      <EmailField registration={email} error={errors.email} autoComplete="username" />
      <PasswordField
        registration={password}
        error={errors.password}
        autoComplete="new-password"
        hint={strings.passwordHint}
      />
    </AuthForm>
  );
}
