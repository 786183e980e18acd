"use client";
import { Plus, Trash2 } from "lucide-react";
import { type UseFormReturn, useFieldArray } from "react-hook-form";
import { EditForm, type EditFormProps } from "../../editing/edit-form.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { Field, FieldsError } from "../../ui/form/field.tsx";
import { FormPart } from "../../ui/form/form-part.tsx";
import { TextInput } from "../../ui/form/inputs.tsx";
import { useRemoval } from "../../ui/form/use-removal.ts";
import { strings as words } from "./strings.ts";
import type { ClientValues } from "./values.ts";

/** Who a client is, how to reach them, and what chatbots may know about them. */
export function ClientForm(props: EditFormProps<ClientValues>) {
  const { form } = props;
  const { errors } = form.formState;
  return (
    <EditForm {...props} className="gap-8">
      <div className="flex flex-col gap-4">
        <Field label={words.name} error={errors.name?.message}>
          {(control) => <TextInput autoComplete="off" {...control} {...form.register("name")} />}
        </Field>
        <Field label={words.email} optional error={errors.email?.message}>
          {(control) => (
            <TextInput type="email" autoComplete="off" {...control} {...form.register("email")} />
          )}
        </Field>
        <Field label={words.phoneNumber} optional error={errors.phoneNumber?.message}>
          {(control) => (
            <TextInput type="tel" autoComplete="off" {...control} {...form.register("phoneNumber")} />
          )}
        </Field>
      </div>
      <FormPart title={words.details} hint={words.detailsHint}>
        <DetailRows form={form} />
      </FormPart>
    </EditForm>
  );
}

function DetailRows({ form }: { form: UseFormReturn<ClientValues> }) {
  const { fields, append, ...entries } = useFieldArray({ control: form.control, name: "details" });
  const { list, add, remove } = useRemoval(entries);
  const errors = form.formState.errors.details;
  return (
    <>
      <ul ref={list} className="flex flex-col gap-3">
        {fields.map((field, index) => (
          <li key={field.id}>
            <fieldset className="flex items-start gap-2">
              <legend className="sr-only">{words.detail(index + 1)}</legend>
              <div className="grid min-w-0 flex-1 gap-2 sm:grid-cols-[1fr_2fr]">
                <Field
                  label={words.detailKey}
                  missing={words.detailMissing}
                  error={errors?.[index]?.key?.message}
                >
                  {(control) => <TextInput {...control} {...form.register(`details.${index}.key`)} />}
                </Field>
                <Field label={words.detailValue}>
                  {(control) => <TextInput {...control} {...form.register(`details.${index}.value`)} />}
                </Field>
              </div>
              <IconButton
                label={words.removeDetail(field.key || words.detail(index + 1))}
                className="mt-6.5"
                data-remove
                onClick={() => {
                  const entry = form.getValues(`details.${index}`);
                  remove(index, entry, entry.key.trim() || words.detail(index + 1));
                }}
              >
                <Trash2 aria-hidden className="size-4" />
              </IconButton>
            </fieldset>
          </li>
        ))}
      </ul>
      <FieldsError label={words.details} error={errors?.root?.message} />
      <Button ref={add} className="self-start" onClick={() => append({ key: "", value: "" })}>
        <Plus aria-hidden className="size-4" />
        {words.addDetail}
      </Button>
    </>
  );
}
