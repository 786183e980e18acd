import { type CoreReason, DomainError } from "@parley/api/errors";
import { REASONS, type Reason } from "@parley/api/kinds";
import type { Api } from "../api.ts";
import { BODY_MAX_BYTES } from "../http/request-body.ts";
import { carriesBody, type Operation } from "../operation.ts";
import { RETRY_AFTER } from "./headers.ts";
import { type JsonObject, mapValues, type ToSchema } from "./schemas.ts";

/** The error responses of an operation: one for each status, with an example for each reason that has the status. */
export function errorResponses(api: Api, operation: Operation, toSchema: ToSchema): JsonObject {
  const dialect = api.dialect.error;
  const byStatus: { [status: string]: { description: string; examples: JsonObject } } = {};
  for (const reason of reasonsOf(operation)) {
    const meaning = meaningOf(reason, api, operation);
    const error = new DomainError({ reason, ...REASONS[reason] }, meaning);
    const status = dialect.status(error);
    const before = byStatus[status];
    byStatus[status] = {
      description: before ? `${before.description}. ${meaning}` : meaning,
      examples: { ...before?.examples, [reason]: { value: dialect.body(error) } },
    };
  }
  const schema = toSchema(dialect.schema, "output");
  const responses = mapValues(byStatus, ({ description, examples }, status) => ({
    description,
    ...(status === "429" && { headers: RETRY_AFTER }),
    content: { "application/json": { schema, examples } },
  }));
  return operation.scope === null ? { ...responses, ...OF_NODE } : responses;
}

/** The error of a request that only Node refuses: the response has no body. Other requests have closer limits. */
const OF_NODE: JsonObject = { "431": { description: "The request's headers are larger than 16 KB" } };

const OF_CREDENTIALS = ["UNAUTHORIZED", "FORBIDDEN", "RATE_LIMITED"] as const;
const OF_POST = ["VALIDATION_ERROR", "CONFLICT", "IDEMPOTENCY_KEY_REUSED"] as const;

function reasonsOf({ method, scope, versioned, errors }: Operation): Set<Reason> {
  const reasons = new Set<Reason>(errors);
  if (scope !== null) for (const reason of OF_CREDENTIALS) reasons.add(reason);
  if (carriesBody(method)) reasons.add("PAYLOAD_TOO_LARGE");
  if (versioned && carriesBody(method)) reasons.add("PRECONDITION_FAILED");
  if (method === "POST") for (const reason of OF_POST) reasons.add(reason);
  return reasons.add("INTERNAL");
}

/** @throws Error when an operation declares a reason that neither its dialect nor this file describes. */
function meaningOf(reason: Reason, api: Api, { bodyMaxBytes = BODY_MAX_BYTES }: Operation): string {
  const core: Partial<Record<Reason, string>> = {
    ...MEANINGS,
    PAYLOAD_TOO_LARGE: `The body is larger than ${bodyMaxBytes / 1024 ** 2} MB`,
  };
  const meaning = api.dialect.error.meanings[reason] ?? core[reason];
  if (meaning === undefined) throw new Error(`The dialect of ${api.kind} does not describe ${reason}`);
  return meaning;
}

const MEANINGS: Record<Exclude<CoreReason, "PAYLOAD_TOO_LARGE">, string> = {
  VALIDATION_ERROR: "The request breaks a rule, which is named",
  UNAUTHORIZED: "Authentication is missing or invalid",
  FORBIDDEN: "The credential does not allow it",
  NOT_FOUND: "There is nothing here",
  METHOD_NOT_ALLOWED: "The method is not possible here",
  SESSION_NOT_FOUND: "The session does not exist",
  CONFLICT: "The first request with this Idempotency-Key is still under way",
  PRECONDITION_FAILED: "If-Match names another version than the present one",
  IDEMPOTENCY_KEY_REUSED: "The Idempotency-Key was used for another request",
  RATE_LIMITED: "Too many requests",
  INTERNAL: "Something went wrong on the server",
};
