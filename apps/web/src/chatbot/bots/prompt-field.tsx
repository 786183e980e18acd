"use client";
import { fillTemplate, PLACEHOLDERS } from "@parley/api/chatbot/prompt-template";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { type UseFormReturn, useWatch } from "react-hook-form";
import { useTRPC } from "../../api/trpc.ts";
import { Button } from "../../ui/button.tsx";
import { Field, TextArea } from "../../ui/form/field.tsx";
import { ClientPicker } from "../directory/directory-picker.tsx";
import { strings as words } from "./strings.ts";
import { strings as tryWords } from "./try/strings.ts";
import type { ChatbotValues } from "./values.ts";

/** The prompt template, with buttons that insert placeholders at the cursor, and a preview for a client. */
export function PromptField({ form }: { form: UseFormReturn<ChatbotValues> }) {
  const area = useRef<HTMLTextAreaElement>(null);
  const { ref, ...field } = form.register("promptTemplate");

  function insert(placeholder: string) {
    const { current } = area;
    if (!current) return;
    const { selectionStart: start, selectionEnd: end, value } = current;
    const text = `{{${placeholder}}}`;
    form.setValue("promptTemplate", value.slice(0, start) + text + value.slice(end), { shouldDirty: true });
    current.focus();
    current.setSelectionRange(start + text.length, start + text.length);
  }

  return (
    <div className="flex flex-col gap-2">
      <Field
        label={words.promptTemplate}
        optional
        hint={words.promptHint}
        error={form.formState.errors.promptTemplate?.message}
      >
        {(control) => (
          <TextArea
            placeholder={words.promptExample}
            className="max-h-[60dvh] min-h-32"
            {...control}
            {...field}
            ref={(element) => {
              ref(element);
              area.current = element;
            }}
          />
        )}
      </Field>
      <fieldset className="flex flex-wrap gap-1">
        <legend className="sr-only">{words.insert}</legend>
        {PLACEHOLDERS.map((placeholder) => (
          <Button
            key={placeholder}
            size="sm"
            className="font-mono"
            // Keeps the focus in the field, and so its cursor.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => insert(placeholder)}
          >
            {placeholder}
          </Button>
        ))}
      </fieldset>
      <Preview form={form} />
    </div>
  );
}

function Preview({ form }: { form: UseFormReturn<ChatbotValues> }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="w-fit text-soft">{words.preview}</summary>
      {open && <FilledIn form={form} />}
    </details>
  );
}

function FilledIn({ form }: { form: UseFormReturn<ChatbotValues> }) {
  const trpc = useTRPC();
  const [picked, setPicked] = useState<{ id: string; name: string } | null>(null);
  const { name, promptTemplate } = useWatch({ control: form.control });
  const client = useQuery(
    trpc.chatbot.clients.get.queryOptions({ id: picked?.id ?? "" }, { enabled: picked !== null }),
  );
  const example = { name: tryWords.exampleName, email: null, phoneNumber: null, metadata: {} };
  const person = (picked && client.data) || example;
  const text = fillTemplate({ name: name ?? "", promptTemplate: promptTemplate ?? "" }, person);
  return (
    <div className="mt-2 flex flex-col gap-3 rounded-lg border border-line p-3">
      <ClientPicker label={words.previewFor} value={picked} onChange={setPicked} />
      <p className="break-words whitespace-pre-wrap">{text || words.previewEmpty}</p>
    </div>
  );
}
