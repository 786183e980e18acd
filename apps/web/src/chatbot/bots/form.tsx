"use client";
import type { UseFormReturn } from "react-hook-form";
import { EditForm, type EditFormProps } from "../../editing/edit-form.tsx";
import { ModelField } from "../../editing/model-field.tsx";
import { Field } from "../../ui/form/field.tsx";
import { FormPart } from "../../ui/form/form-part.tsx";
import { TextArea, TextInput } from "../../ui/form/inputs.tsx";
import { DocumentsField } from "./documents-field.tsx";
import { PromptField } from "./prompt-field.tsx";
import { strings as words } from "./strings.ts";
import type { ChatbotValues } from "./values.ts";

/** Who a chatbot is, how it answers, and what it knows. */
export function ChatbotForm(props: EditFormProps<ChatbotValues>) {
  const { form } = props;
  const { errors } = form.formState;
  return (
    <EditForm {...props} className="gap-10">
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
    </EditForm>
  );
}

function ModelFields({ form }: { form: UseFormReturn<ChatbotValues> }) {
  const { errors } = form.formState;
  return (
    <>
      <ModelField field={form.register("model")} error={errors.model?.message} words={words} />
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
