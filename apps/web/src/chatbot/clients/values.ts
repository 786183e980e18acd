import type { RouterInputs } from "@parley/api/root";
import type { Client } from "../types.ts";

/** The client form's values: details as rows, each a name and a value. */
export type ClientValues = {
  name: string;
  email: string;
  phoneNumber: string;
  details: { key: string; value: string }[];
};

export const emptyClient: ClientValues = { name: "", email: "", phoneNumber: "", details: [] };

const shown = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));

/** A client as the form's values. */
export function toClientValues({ name, email, phoneNumber, metadata }: Client): ClientValues {
  const details = Object.entries(metadata).map(([key, value]) => ({ key, value: shown(value) }));
  return { name, email: email ?? "", phoneNumber: phoneNumber ?? "", details };
}

/**
 * The form's values as the API's input.
 * @param before the saved details: a value that is not a string keeps its type unless it is changed
 */
export function toClientInput(
  values: ClientValues,
  before: Client["metadata"] = {},
): RouterInputs["chatbot"]["clients"]["create"] {
  const details = values.details.filter(({ key, value }) => key.trim() !== "" || value.trim() !== "");
  const entries = details.map(({ key, value }) => {
    const name = key.trim();
    const was = before[name];
    return [name, was !== undefined && shown(was) === value ? was : value.trim()] as const;
  });
  return {
    name: values.name,
    email: values.email.trim() || null,
    phoneNumber: values.phoneNumber.trim() || null,
    metadata: Object.fromEntries(entries),
  };
}
