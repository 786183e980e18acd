import { agentFormSchema } from "@parley/api/agent/schema";
import type { FieldErrors, Resolver } from "react-hook-form";
import { putIssue } from "../../ui/form/put-issue.ts";
import { fromValues } from "../timeout/values.ts";
import { type AgentValues, toAgentInput } from "./values.ts";

/** Validates the form by the API's schema; each issue becomes its field's error. */
export const agentResolver: Resolver<AgentValues> = (values) => {
  const errors: FieldErrors<AgentValues> = {};
  const timeout = fromValues(values.timeout).errors;
  if (timeout)
    errors.timeout = Object.fromEntries(
      Object.entries(timeout).map(([name, message]) => [name, { type: "schema", message }]),
    );
  const parsed = agentFormSchema.safeParse({ ...toAgentInput(values), timeoutConfig: {} });
  for (const issue of parsed.error?.issues ?? []) putIssue(errors, issue.path, issue.message);
  return Object.keys(errors).length > 0 ? { values: {}, errors } : { values, errors: {} };
};
