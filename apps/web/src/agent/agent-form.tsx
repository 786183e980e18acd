"use client";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect } from "react";
import type { UseFormReturn } from "react-hook-form";
import { useTRPC } from "../api/trpc.ts";
import { Button } from "../ui/button.tsx";
import { Field, TextArea, TextInput } from "../ui/field.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import type { AgentValues } from "./agent-values.ts";
import { KnowledgeFields } from "./knowledge-fields.tsx";
import { strings } from "./strings.ts";
import { TimeoutFields } from "./timeout-fields.tsx";

const words = strings.form;

type AgentFormProps = {
  form: UseFormReturn<AgentValues>;
  action: string;
  pending: boolean;
  error: unknown;
  status?: ReactNode;
  /** stands above the button: a lost race, for example */
  children?: ReactNode;
  onSubmit: (values: AgentValues) => void;
};

/** Who an agent is, what it knows, and how long its sessions last. */
export function AgentForm({ form, action, pending, error, status, children, onSubmit }: AgentFormProps) {
  const trpc = useTRPC();
  const info = useQuery(trpc.system.info.queryOptions(undefined, { staleTime: Number.POSITIVE_INFINITY }));
  const { errors, isDirty } = form.formState;
  useAskBeforeLeaving(isDirty && !pending);
  const ai = info.data?.ai;
  const model = ai && !ai.builtIn && ai.model ? words.modelConfigured(ai.model) : words.modelBuiltIn;
  return (
    <form noValidate onSubmit={form.handleSubmit(onSubmit)} className="flex flex-col gap-10">
      <Part title={words.basics}>
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
      </Part>
      <Part title={words.knowledge} hint={words.knowledgeHint}>
        <KnowledgeFields form={form} />
      </Part>
      <Part title={words.timeouts} hint={words.timeoutsHint}>
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
      </Part>
      <div className="flex flex-col gap-3">
        {children}
        {error !== null && <ProblemNote error={error} />}
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" look="primary" pending={pending}>
            {action}
          </Button>
          <span role="status" className="text-soft">
            {status}
          </span>
        </div>
      </div>
    </form>
  );
}

function Part({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-4">
      <div>
        <h2 className="text-base font-semibold">{title}</h2>
        {hint && <p className="text-soft">{hint}</p>}
      </div>
      {children}
    </section>
  );
}

/** Closing the window with unsaved changes asks first. */
function useAskBeforeLeaving(unsaved: boolean) {
  useEffect(() => {
    if (!unsaved) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [unsaved]);
}
