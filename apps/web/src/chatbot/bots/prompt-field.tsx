"use client";
import {
  fillTemplate,
  PLACEHOLDERS,
  type UnknownPlaceholder,
  unknownPlaceholders,
} from "@parley/api/chatbot/prompt-template";
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useRef, useState } from "react";
import { type UseFormReturn, useWatch } from "react-hook-form";
import { useTRPC } from "../../api/trpc.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/form/field.tsx";
import { TextArea } from "../../ui/form/inputs.tsx";
import { ClientPicker } from "../directory/directory-picker.tsx";
import { strings as words } from "./strings.ts";
import { strings as tryWords } from "./try/strings.ts";
import type { ChatbotValues } from "./values.ts";

/** The prompt template, with buttons that insert placeholders at the cursor, and a preview for a client. */
export function PromptField({ form }: { form: UseFormReturn<ChatbotValues> }) {
  const area = useRef<HTMLTextAreaElement>(null);
  const { ref, ...field } = form.register("promptTemplate");
  const unknown = unknownPlaceholders(useDeferredValue(form.watch("promptTemplate")));

  function insert(placeholder: string) {
    const { current } = area;
    if (!current) return;
    const { selectionStart: start, selectionEnd: end, value } = current;
    const text = braced(placeholder);
    form.setValue("promptTemplate", value.slice(0, start) + text + value.slice(end), { shouldDirty: true });
    current.focus();
    current.setSelectionRange(start + text.length, start + text.length);
  }

  function replace(written: string, name: string) {
    const text = form.getValues("promptTemplate").replaceAll(written, () => braced(name));
    form.setValue("promptTemplate", text, { shouldDirty: true });
    // The button that is pressed disappears.
    area.current?.focus();
  }

  return (
    <div className="flex flex-col gap-2">
      <Field
        label={words.promptTemplate}
        optional
        hint={words.promptHint}
        error={form.formState.errors.promptTemplate?.message}
        warning={unknown.length > 0 && <UnknownNames unknown={unknown} onReplace={replace} />}
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

const braced = (name: string) => `{{${name}}}`;

type UnknownNamesProps = {
  unknown: UnknownPlaceholder[];
  onReplace: (written: string, name: string) => void;
};

/** The placeholders that nothing fills in, each with a button that writes the nearest known one instead. */
function UnknownNames({ unknown, onReplace }: UnknownNamesProps) {
  return (
    <ul className="flex flex-col gap-1">
      {unknown.map(({ written, nearest }) => (
        <li key={written} className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="min-w-0 break-words">
            {words.unknown(written)} {nearest ? words.didYouMean(braced(nearest)) : words.known}
          </span>
          {nearest && (
            <Button
              size="sm"
              aria-label={words.replaceLabel(written, braced(nearest))}
              onClick={() => onReplace(written, nearest)}
            >
              {words.replace}
            </Button>
          )}
        </li>
      ))}
    </ul>
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
