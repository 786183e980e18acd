"use client";
import { useQuery } from "@tanstack/react-query";
import type { UseFormRegisterReturn } from "react-hook-form";
import { useTRPC } from "../api/trpc.ts";
import { Field } from "../ui/form/field.tsx";
import { TextInput } from "../ui/form/inputs.tsx";

type ModelFieldProps = {
  field: UseFormRegisterReturn;
  error: string | undefined;
  words: {
    model: string;
    modelHint: (current: string) => string;
    modelBuiltIn: string;
    modelConfigured: (name: string) => string;
  };
};

/** The language model that answers; the hint names the server's own, which is used where the field is empty. */
export function ModelField({ field, error, words }: ModelFieldProps) {
  const trpc = useTRPC();
  const info = useQuery(trpc.system.info.queryOptions(undefined, { staleTime: Number.POSITIVE_INFINITY }));
  const ai = info.data?.ai;
  const current = ai && !ai.builtIn && ai.model ? words.modelConfigured(ai.model) : words.modelBuiltIn;
  return (
    <Field label={words.model} optional hint={words.modelHint(current)} error={error}>
      {(control) => <TextInput autoComplete="off" spellCheck={false} {...control} {...field} />}
    </Field>
  );
}
