"use client";
import { useQuery } from "@tanstack/react-query";
import type { ComponentProps } from "react";
import type { UseFormReturn } from "react-hook-form";
import { useTRPC } from "../../api/trpc.ts";
import { FormEnd } from "../../editing/form-end.tsx";
import { Field, TextArea, TextInput } from "../../ui/form/field.tsx";
import { FormPart } from "../../ui/form/form-part.tsx";
import { useAskBeforeLeaving } from "../../ui/form/use-ask-before-leaving.ts";
import { TimeoutFields } from "../timeout/fields.tsx";
import { KnowledgeFields } from "./knowledge-fields.tsx";
import { strings as words } from "./strings.ts";
import type { AgentValues } from "./values.ts";

type AgentFormProps = ComponentProps<typeof FormEnd> & {
  form: UseFormReturn<AgentValues>;
  onSubmit: (values: AgentValues) => void;
};

/** Who an agent is, what it knows, and how long its sessions last. */
export function AgentForm({ form, onSubmit, pending, ...end }: AgentFormProps) {
  const trpc = useTRPC();
  const info = useQuery(trpc.system.info.queryOptions(undefined, { staleTime: Number.POSITIVE_INFINITY }));
  const { errors, isDirty } = form.formState;
  useAskBeforeLeaving(isDirty && !pending);
  const ai = info.data?.ai;
  const model = ai && !ai.builtIn && ai.model ? words.modelConfigured(ai.model) : words.modelBuiltIn;
  return (
    <form noValidate onSubmit={form.handleSubmit(onSubmit)} className="flex flex-col gap-10">
      <FormPart title={words.basics}>
        <Field label={words.name} hint={words.nameHint} error={errors.name?.message}>
          {(control) => <TextInput autoComplete="off" {...control} {...form.register("name")} />}
        </Field>
        <Field
          label={words.systemPrompt}
          optional
          hint={words.systemPromptHint}
          error={errors.systemPrompt?.message}
        >
          {(control) => (
            <TextArea
              placeholder={words.systemPromptExample}
              className="max-h-[60dvh] min-h-32"
              {...control}
              {...form.register("systemPrompt")}
            />
          )}
        </Field>
        <Field label={words.model} optional hint={words.modelHint(model)} error={errors.model?.message}>
          {(control) => (
            <TextInput autoComplete="off" spellCheck={false} {...control} {...form.register("model")} />
          )}
        </Field>
      </FormPart>
      <FormPart title={words.knowledge} hint={words.knowledgeHint}>
        <KnowledgeFields form={form} />
      </FormPart>
      <FormPart title={words.timeouts} hint={words.timeoutsHint}>
        {info.data && (
          <TimeoutFields
            register={(name) => form.register(`timeout.${name}`)}
            errors={{
              timeoutMinutes: errors.timeout?.timeoutMinutes?.message ?? "",
              warningThresholdMinutes: errors.timeout?.warningThresholdMinutes?.message ?? "",
              maxDurationMinutes: errors.timeout?.maxDurationMinutes?.message ?? "",
            }}
            defaults={info.data.timeoutDefaults}
          />
        )}
      </FormPart>
      <FormEnd {...end} pending={pending} />
    </form>
  );
}
