"use client";
import { useQuery } from "@tanstack/react-query";
import type { ComponentProps } from "react";
import type { UseFormReturn } from "react-hook-form";
import { useTRPC } from "../../api/trpc.ts";
import { FormEnd } from "../../editing/form-end.tsx";
import { Field, TextArea, TextInput } from "../../ui/form/field.tsx";
import { FormPart } from "../../ui/form/form-part.tsx";
import { useAskBeforeLeaving } from "../../ui/form/use-ask-before-leaving.ts";
import { DocumentsField } from "./documents-field.tsx";
import { PromptField } from "./prompt-field.tsx";
import { strings as words } from "./strings.ts";
import type { ChatbotValues } from "./values.ts";

type ChatbotFormProps = ComponentProps<typeof FormEnd> & {
  form: UseFormReturn<ChatbotValues>;
  onSubmit: (values: ChatbotValues) => void;
};

/** Who a chatbot is, how it answers, and what it knows. */
export function ChatbotForm({ form, onSubmit, pending, ...end }: ChatbotFormProps) {
  const { errors, isDirty } = form.formState;
  useAskBeforeLeaving(isDirty && !pending);
  return (
    <form noValidate onSubmit={form.handleSubmit(onSubmit)} className="flex flex-col gap-10">
      <FormPart title={words.who}>
        <Field label={words.name} hint={words.nameHint} error={errors.name?.message}>
          {(control) => <TextInput autoComplete="off" {...control} {...form.register("name")} />}
        </Field>
        <Field label={words.role} optional hint={words.roleHint} error={errors.role?.message}>
          {(control) => <TextInput autoComplete="off" {...control} {...form.register("role")} />}
        </Field>
        <Field
          label={words.description}
          optional
          hint={words.descriptionHint}
          error={errors.description?.message}
        >
          {(control) => <TextArea className="max-h-60" {...control} {...form.register("description")} />}
        </Field>
      </FormPart>
      <FormPart title={words.how}>
        <PromptField form={form} />
        <ModelFields form={form} />
        <Field label={words.greeting} optional hint={words.greetingHint} error={errors.greeting?.message}>
          {(control) => <TextArea className="max-h-60" {...control} {...form.register("greeting")} />}
        </Field>
        <Field
          label={words.dangerAnswer}
          optional
          hint={words.dangerHint}
          error={errors.dangerAnswer?.message}
        >
          {(control) => <TextArea className="max-h-60" {...control} {...form.register("dangerAnswer")} />}
        </Field>
      </FormPart>
      <FormPart title={words.knowledge} hint={words.knowledgeHint}>
        <DocumentsField form={form} />
      </FormPart>
      <FormEnd {...end} pending={pending} />
    </form>
  );
}

function ModelFields({ form }: { form: UseFormReturn<ChatbotValues> }) {
  const trpc = useTRPC();
  const info = useQuery(trpc.system.info.queryOptions(undefined, { staleTime: Number.POSITIVE_INFINITY }));
  const { errors } = form.formState;
  const ai = info.data?.ai;
  const current = ai && !ai.builtIn && ai.model ? words.modelConfigured(ai.model) : words.modelBuiltIn;
  return (
    <>
      <Field label={words.model} optional hint={words.modelHint(current)} error={errors.model?.message}>
        {(control) => (
          <TextInput autoComplete="off" spellCheck={false} {...control} {...form.register("model")} />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label={words.temperature}
          optional
          hint={words.temperatureHint}
          error={errors.temperature?.message}
        >
          {(control) => (
            <TextInput
              inputMode="decimal"
              autoComplete="off"
              {...control}
              {...form.register("temperature")}
            />
          )}
        </Field>
        <Field label={words.maxTokens} optional hint={words.maxTokensHint} error={errors.maxTokens?.message}>
          {(control) => (
            <TextInput inputMode="numeric" autoComplete="off" {...control} {...form.register("maxTokens")} />
          )}
        </Field>
      </div>
    </>
  );
}
