"use client";
import { AGENT_LIMITS } from "@parley/api/agent/schema";
import { Plus, Trash2 } from "lucide-react";
import { type UseFormReturn, useFieldArray } from "react-hook-form";
import { Button, IconButton } from "../../ui/button.tsx";
import { Field, FieldsError } from "../../ui/form/field.tsx";
import { TextArea, TextInput } from "../../ui/form/inputs.tsx";
import { useRemoval } from "../../ui/form/use-removal.ts";
import { strings as words } from "./strings.ts";
import type { AgentValues } from "./values.ts";

/** The texts of the knowledge base, a title and a text each. */
export function KnowledgeFields({ form }: { form: UseFormReturn<AgentValues> }) {
  const { fields, append, ...entries } = useFieldArray({ control: form.control, name: "knowledge" });
  const { list, add, remove } = useRemoval(entries);
  const errors = form.formState.errors.knowledge;
  return (
    <>
      <ol ref={list} className="flex flex-col gap-4">
        {fields.map((field, index) => (
          <li key={field.id}>
            <fieldset className="flex flex-col gap-3 rounded-lg border border-line p-3">
              <legend className="px-1 text-xs text-soft">{words.entry(index + 1)}</legend>
              <div className="flex items-end gap-2">
                <div className="min-w-0 flex-1">
                  <Field label={words.entryTitle} error={errors?.[index]?.title?.message}>
                    {(control) => <TextInput {...control} {...form.register(`knowledge.${index}.title`)} />}
                  </Field>
                </div>
                <IconButton
                  label={words.removeEntry(index + 1)}
                  className="mb-0.5"
                  data-remove
                  onClick={() => {
                    const entry = form.getValues(`knowledge.${index}`);
                    remove(index, entry, entry.title.trim() || words.entry(index + 1));
                  }}
                >
                  <Trash2 aria-hidden className="size-4" />
                </IconButton>
              </div>
              <Field label={words.entryText} error={errors?.[index]?.text?.message}>
                {(control) => (
                  <TextArea
                    className="max-h-96 min-h-24"
                    {...control}
                    {...form.register(`knowledge.${index}.text`)}
                  />
                )}
              </Field>
            </fieldset>
          </li>
        ))}
      </ol>
      <FieldsError label={words.entries} error={errors?.root?.message ?? errors?.message} />
      <Button
        ref={add}
        className="self-start"
        disabled={fields.length >= AGENT_LIMITS.knowledgeMaxEntries}
        onClick={() => append({ title: "", text: "" })}
      >
        <Plus aria-hidden className="size-4" />
        {words.addEntry}
      </Button>
    </>
  );
}
