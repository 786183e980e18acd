"use client";
import { ACCOUNT_LIMITS, SCOPES, type Scope } from "@parley/api/account/schema";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useForm } from "react-hook-form";
import { useTRPC } from "../api/trpc.ts";
import type { NewKey } from "../api/types.ts";
import { Button } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { Field } from "../ui/form/field.tsx";
import { Select, TextInput } from "../ui/form/inputs.tsx";
import { Dialog } from "../ui/overlay/dialog.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { strings } from "./strings.ts";

const words = strings.keys;
const DAY_MS = 24 * 60 * 60 * 1000;
const expiries = ["30", "90", "365", "never"] as const;

type Values = { name: string; scopes: Scope[]; expiry: (typeof expiries)[number] };
type NewKeyDialogProps = { open: boolean; onOpenChange: (open: boolean) => void };

/** Creates a key and shows it, which is possible only once. */
export function NewKeyDialog({ open, onOpenChange }: NewKeyDialogProps) {
  const [made, setMade] = useState<NewKey | null>(null);
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={made ? words.made : words.create}
      description={made ? words.madeLead : words.lead}
    >
      {made ? <MadeKey made={made} onDone={() => onOpenChange(false)} /> : <KeyForm onMade={setMade} />}
    </Dialog>
  );
}

function KeyForm({ onMade }: { onMade: (key: NewKey) => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const form = useForm<Values>({
    defaultValues: { name: "", scopes: ["sessions:create", "sessions:read", "sessions:write"], expiry: "90" },
  });
  const create = useMutation(
    trpc.keys.create.mutationOptions({
      onSuccess: (key) => {
        onMade(key);
        void queryClient.invalidateQueries({ queryKey: trpc.keys.list.queryKey() });
      },
    }),
  );
  const { errors } = form.formState;
  const submit = ({ name, scopes, expiry }: Values) =>
    create.mutate({
      name,
      scopes,
      expiresAt: expiry === "never" ? null : new Date(Date.now() + Number(expiry) * DAY_MS).toISOString(),
    });
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={form.handleSubmit(submit)}>
      <Field label={words.name} hint={words.nameHint} error={errors.name?.message}>
        {(control) => (
          <TextInput
            autoComplete="off"
            maxLength={ACCOUNT_LIMITS.keyNameMaxCharacters}
            {...control}
            {...form.register("name", { validate: (name) => name.trim() !== "" || words.nameHint })}
          />
        )}
      </Field>
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1 font-medium">{words.scopes}</legend>
        {SCOPES.map((scope) => (
          <label key={scope} className="flex items-center gap-2">
            <input
              type="checkbox"
              value={scope}
              className="size-4 accent-accent"
              {...form.register("scopes", { validate: (chosen) => chosen.length > 0 || words.scopesMissing })}
            />
            {words.scopeNames[scope]} <code className="font-mono text-xs text-faint">{scope}</code>
          </label>
        ))}
        {errors.scopes && (
          <p role="alert" className="text-xs text-danger">
            {errors.scopes.message}
          </p>
        )}
      </fieldset>
      <Field label={words.expiry}>
        {(control) => (
          <Select {...control} {...form.register("expiry")}>
            {expiries.map((value) => (
              <option key={value} value={value}>
                {words.expiries[value]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {create.isError && <ProblemNote error={create.error} />}
      <Button type="submit" look="primary" pending={create.isPending}>
        {words.create}
      </Button>
    </form>
  );
}

function MadeKey({ made, onDone }: { made: NewKey; onDone: () => void }) {
  const key = useRef<HTMLInputElement>(null);
  // The button that was pressed is gone with the form.
  useEffect(() => key.current?.focus(), []);
  return (
    <div className="flex flex-col gap-4">
      <Field label={words.keyLabel}>
        {(control) => (
          <TextInput
            {...control}
            ref={key}
            readOnly
            value={made.key}
            className="font-mono"
            onFocus={(event) => event.target.select()}
          />
        )}
      </Field>
      <div className="flex flex-wrap justify-between gap-2">
        <CopyButton text={made.key} label={words.copyKey} look="plain" />
        <Button look="primary" onClick={onDone}>
          {words.done}
        </Button>
      </div>
    </div>
  );
}
