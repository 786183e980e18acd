"use client";
import { TIMEOUT_RANGES } from "@parley/api/agent/schema";
import type { ReactNode } from "react";
import type { UseFormRegisterReturn } from "react-hook-form";
import { Field } from "../../ui/form/field.tsx";
import { Select, TextInput } from "../../ui/form/inputs.tsx";
import type { TimeoutConfig } from "../types.ts";
import { strings as words } from "./strings.ts";

const minuteFields = ["timeoutMinutes", "warningThresholdMinutes", "maxDurationMinutes"] as const;

/** The form's values: numbers as typed, and "" for the server's default. */
export type TimeoutValues = Record<(typeof minuteFields)[number], string> & { autoRenew: "" | "on" | "off" };
type Name = keyof TimeoutValues;

type TimeoutFieldsProps = {
  register: (name: Name) => UseFormRegisterReturn;
  errors: Partial<Record<Name, string>>;
  /** the values of empty fields; null where every field is required */
  defaults: TimeoutConfig | null;
};

/** The fields of the timeout settings, with their ranges from the schema. */
export function TimeoutFields({ register, errors, defaults }: TimeoutFieldsProps) {
  const hint = (name: (typeof minuteFields)[number]): ReactNode => {
    const { min, max } = TIMEOUT_RANGES[name];
    const range = words.range(min, max);
    return defaults ? `${range}. ${words.byDefault(String(defaults[name]))}` : range;
  };
  return (
    <>
      {minuteFields.map((name) => (
        <Field key={name} label={words[name]} hint={hint(name)} error={errors[name]}>
          {(control) => (
            <TextInput
              inputMode="numeric"
              autoComplete="off"
              className="tabular"
              {...control}
              {...register(name)}
            />
          )}
        </Field>
      ))}
      <Field label={words.autoRenew} error={errors.autoRenew}>
        {(control) => (
          <Select {...control} {...register("autoRenew")}>
            {defaults && (
              <option value="">{words.serverDefault(defaults.autoRenew ? words.on : words.off)}</option>
            )}
            <option value="on">{words.on}</option>
            <option value="off">{words.off}</option>
          </Select>
        )}
      </Field>
    </>
  );
}
