import { clientFormSchema } from "@parley/api/chatbot/schema";
import type { RouterInputs } from "@parley/api/root";
import type { FieldErrors, Resolver } from "react-hook-form";
import { putIssue } from "../../ui/form/put-issue.ts";
import type { Client } from "../types.ts";
import { strings } from "./strings.ts";

/** The client form's values: details as rows, each a name and a value. */
export type ClientValues = {
  name: string;
  email: string;
  phoneNumber: string;
  details: { key: string; value: string }[];
};

export const emptyClient: ClientValues = { name: "", email: "", phoneNumber: "", details: [] };

const shown = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));

/** A client as the form shows it. */
export function toClientValues({ name, email, phoneNumber, metadata }: Client): ClientValues {
  const details = Object.entries(metadata).map(([key, value]) => ({ key, value: shown(value) }));
  return { name, email: email ?? "", phoneNumber: phoneNumber ?? "", details };
}

/**
 * The form as the API takes it.
 * @param before the details as they were: what was no text, and is not changed, stays what it was
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

/** Checks the client form by the API's schema and puts each rule at its field. */
export const clientResolver: Resolver<ClientValues> = (values) => {
  const errors: FieldErrors<ClientValues> = {};
  const parsed = clientFormSchema.safeParse(toClientInput(values));
  for (const { path, message } of parsed.error?.issues ?? [])
    putIssue(errors, path[0] === "metadata" ? ["details", "root"] : path, message);
  const seen = new Set<string>();
  for (const [index, { key, value }] of values.details.entries()) {
    const name = key.trim();
    if (name === "" && value.trim() !== "") putIssue(errors, ["details", index, "key"], "must not be empty");
    if (name !== "" && seen.has(name))
      putIssue(errors, ["details", index, "key"], `${strings.detailKey} ${strings.twice}`);
    seen.add(name);
  }
  return Object.keys(errors).length > 0 ? { values: {}, errors } : { values, errors: {} };
};
