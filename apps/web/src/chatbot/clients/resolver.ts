import { clientFormSchema } from "@parley/api/chatbot/schema";
import type { FieldErrors, Resolver } from "react-hook-form";
import { putIssue } from "../../ui/form/put-issue.ts";
import { strings } from "./strings.ts";
import { type ClientValues, toClientInput } from "./values.ts";

/** Validates the form by the API's schema; each issue becomes its field's error. */
export const clientResolver: Resolver<ClientValues> = (values) => {
  const errors: FieldErrors<ClientValues> = {};
  const parsed = clientFormSchema.safeParse(toClientInput(values));
  for (const { path, message } of parsed.error?.issues ?? [])
    putIssue(errors, path[0] === "metadata" ? ["details", "root"] : path, message);
  const seen = new Set<string>();
  for (const [index, { key, value }] of values.details.entries()) {
    const name = key.trim();
    if (name === "" && value.trim() !== "") putIssue(errors, ["details", index, "key"], "must not be empty");
    if (name !== "" && seen.has(name)) putIssue(errors, ["details", index, "key"], strings.twice);
    seen.add(name);
  }
  return Object.keys(errors).length > 0 ? { values: {}, errors } : { values, errors: {} };
};
