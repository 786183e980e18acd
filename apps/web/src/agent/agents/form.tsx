"use client";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";
import { EditForm, type EditFormProps } from "../../editing/edit-form.tsx";
import { ModelField } from "../../editing/model-field.tsx";
import { Field } from "../../ui/form/field.tsx";
import { FormPart } from "../../ui/form/form-part.tsx";
import { TextArea, TextInput } from "../../ui/form/inputs.tsx";
import { TimeoutFields } from "../timeout/fields.tsx";
import { KnowledgeFields } from "./knowledge-fields.tsx";
import { strings as words } from "./strings.ts";
import type { AgentValues } from "./values.ts";

/** Who an agent is, what it knows, and how long its sessions last. */
export function AgentForm(props: EditFormProps<AgentValues>) {
  const { form } = props;
  const trpc = useTRPC();
  const defaults = useQuery(
    trpc.agent.timeoutDefaults.queryOptions(undefined, { staleTime: Number.POSITIVE_INFINITY }),
  );
  const { errors } = form.formState;
  return (
    <EditForm {...props} className="gap-10">
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
        <ModelField field={form.register("model")} error={errors.model?.message} words={words} />
      </FormPart>
      <FormPart title={words.knowledge} hint={words.knowledgeHint}>
        <KnowledgeFields form={form} />
      </FormPart>
      <FormPart title={words.timeouts} hint={words.timeoutsHint}>
        {defaults.data && (
          <TimeoutFields
            register={(name) => form.register(`timeout.${name}`)}
            errors={{
              timeoutMinutes: errors.timeout?.timeoutMinutes?.message ?? "",
              warningThresholdMinutes: errors.timeout?.warningThresholdMinutes?.message ?? "",
              maxDurationMinutes: errors.timeout?.maxDurationMinutes?.message ?? "",
            }}
            defaults={defaults.data}
          />
        )}
      </FormPart>
    </EditForm>
  );
}
