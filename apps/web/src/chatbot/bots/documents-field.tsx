"use client";
import { CHATBOT_LIMITS } from "@parley/api/chatbot/schema";
import { Pencil, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { type UseFormReturn, useFieldArray, useWatch } from "react-hook-form";
import { Button, IconButton } from "../../ui/button.tsx";
import { Field, FieldsError } from "../../ui/form/field.tsx";
import { FileDrop } from "../../ui/form/file-drop.tsx";
import { TextArea, TextInput } from "../../ui/form/inputs.tsx";
import { useRemoval } from "../../ui/form/use-removal.ts";
import { Spinner } from "../../ui/spinner.tsx";
import { strings as words } from "./strings.ts";
import { type AddedFile, useAddedFiles } from "./use-added-files.ts";
import type { ChatbotValues } from "./values.ts";

const ACCEPT = ".txt,.md,.markdown,.pdf,.docx,text/plain,text/markdown,application/pdf";
type Form = UseFormReturn<ChatbotValues>;

/** The documents of the knowledge base, each with its title, size and first lines, or opened for editing. */
export function DocumentsField({ form }: { form: Form }) {
  const { fields, append, ...entries } = useFieldArray({ control: form.control, name: "knowledgeBase" });
  const { list, add: addText, remove } = useRemoval(entries);
  const [open, setOpen] = useState<string | null>(null);
  const { files, add, dismiss } = useAddedFiles((document) => append(document, { shouldFocus: false }));
  const documents = useWatch({ control: form.control, name: "knowledgeBase" });
  const errors = form.formState.errors.knowledgeBase;
  const total = documents.reduce((sum, { content }) => sum + content.length, 0);
  const isFull = fields.length >= CHATBOT_LIMITS.documentsMax;
  return (
    <>
      {fields.length > 0 && (
        <ol
          ref={list}
          aria-label={words.documents}
          className="flex flex-col divide-y divide-line border-y border-line"
        >
          {fields.map((field, index) => (
            <DocumentItem
              key={field.id}
              form={form}
              index={index}
              // A document without a title or a text is new, and opened for editing.
              open={open === field.id || errors?.[index] !== undefined || field.content === ""}
              onToggle={(isOpen) => setOpen(isOpen ? field.id : null)}
              onRemove={(name) => remove(index, form.getValues(`knowledgeBase.${index}`), name)}
            />
          ))}
        </ol>
      )}
      {files.length > 0 && <Added files={files} dismiss={dismiss} />}
      <FieldsError label={words.documents} error={errors?.root?.message ?? errors?.message} />
      <FileDrop action={words.addFiles} hint={words.drop} accept={ACCEPT} multiple onFiles={add} />
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Button ref={addText} disabled={isFull} onClick={() => append({ title: "", content: "" })}>
          <Plus aria-hidden className="size-4" />
          {words.addText}
        </Button>
        <span className="tabular text-xs text-faint">
          {words.total(total, CHATBOT_LIMITS.documentsMaxCharacters)}
        </span>
      </div>
    </>
  );
}

type DocumentItemProps = {
  form: Form;
  index: number;
  open: boolean;
  onToggle: (open: boolean) => void;
  onRemove: (name: string) => void;
};

function DocumentItem({ form, index, open, onToggle, onRemove }: DocumentItemProps) {
  const { title, content } = useWatch({ control: form.control, name: `knowledgeBase.${index}` });
  const errors = form.formState.errors.knowledgeBase?.[index];
  const name = title.trim() || words.untitled(index + 1);
  return (
    <li className="flex flex-col gap-3 px-2 py-3">
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <p className="font-medium break-words">{name}</p>
          <p className="tabular text-xs text-faint">{words.sized(content.length)}</p>
        </div>
        <IconButton label={words.edit(name)} aria-expanded={open} onClick={() => onToggle(!open)}>
          <Pencil aria-hidden className="size-4" />
        </IconButton>
        <IconButton label={words.remove(name)} data-remove onClick={() => onRemove(name)}>
          <Trash2 aria-hidden className="size-4" />
        </IconButton>
      </div>
      {open ? (
        <fieldset className="flex flex-col gap-3">
          <legend className="sr-only">{name}</legend>
          <Field label={words.documentTitle} error={errors?.title?.message}>
            {(control) => <TextInput {...control} {...form.register(`knowledgeBase.${index}.title`)} />}
          </Field>
          <Field label={words.documentText} error={errors?.content?.message}>
            {(control) => (
              <TextArea
                className="max-h-96 min-h-24"
                {...control}
                {...form.register(`knowledgeBase.${index}.content`)}
              />
            )}
          </Field>
        </fieldset>
      ) : (
        <p className="line-clamp-2 break-words text-soft">{content.slice(0, 400)}</p>
      )}
    </li>
  );
}

function Added({ files, dismiss }: { files: AddedFile[]; dismiss: (key: string) => void }) {
  return (
    <ul className="flex flex-col gap-2">
      {files.map(({ key, name, problem }) =>
        problem === null ? (
          <li key={key} className="flex items-center gap-2 text-soft">
            <Spinner />
            {words.reading(name)}
          </li>
        ) : (
          <li
            key={key}
            role="alert"
            className="flex flex-wrap items-center gap-2 rounded-lg border border-danger/40 bg-danger-soft p-2"
          >
            <span className="min-w-0 flex-1 break-words">{problem}</span>
            <Button size="sm" onClick={() => dismiss(key)}>
              {words.dismiss}
            </Button>
          </li>
        ),
      )}
    </ul>
  );
}
