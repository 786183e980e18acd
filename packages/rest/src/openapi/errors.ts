import { DomainError, REASONS, type Reason } from "@parley/api/errors";
import type { Api } from "../api.ts";
import { BODY_MAX_BYTES } from "../http/request-body.ts";
import { carriesBody, type Operation } from "../operation.ts";
import { RETRY_AFTER } from "./headers.ts";
import { type JsonObject, mapValues, type ToSchema } from "./schemas.ts";

/** One entry for each status, with an example for each refusal that has it. */
export function refusalsOf(api: Api, operation: Operation, toSchema: ToSchema): JsonObject {
  const { error } = api.dialect;
  const byStatus: { [status: string]: { description: string; examples: JsonObject } } = {};
  for (const reason of reasonsOf(operation)) {
    const meaning = error.meanings?.[reason] ?? tellingOf(reason, operation);
    const refusal = new DomainError(reason, meaning);
    const status = error.status(refusal);
    const before = byStatus[status];
    byStatus[status] = {
      description: before ? `${before.description}. ${meaning}` : meaning,
      examples: { ...before?.examples, [reason]: { value: error.body(refusal) } },
    };
  }
  const schema = toSchema(error.schema, "output");
  return mapValues(byStatus, ({ description, examples }, status) => ({
    description,
    ...(status === "429" && { headers: RETRY_AFTER }),
    content: { "application/json": { schema, examples } },
  }));
}

const OF_CREDENTIALS = ["UNAUTHORIZED", "FORBIDDEN", "RATE_LIMITED"] as const;
const OF_POST = ["VALIDATION_ERROR", "CONFLICT", "IDEMPOTENCY_KEY_REUSED"] as const;

function reasonsOf({ method, scope, versioned, refusals }: Operation): Reason[] {
  const reasons = new Set<Reason>(refusals);
  if (scope !== null) for (const reason of OF_CREDENTIALS) reasons.add(reason);
  if (carriesBody(method)) reasons.add("PAYLOAD_TOO_LARGE");
  if (versioned && carriesBody(method)) reasons.add("PRECONDITION_FAILED");
  if (method === "POST") for (const reason of OF_POST) reasons.add(reason);
  return [...reasons.add("INTERNAL")].toSorted((a, b) => REASONS[a].status - REASONS[b].status);
}

const tellingOf = (reason: Reason, { bodyMaxBytes = BODY_MAX_BYTES }: Operation) =>
  reason === "PAYLOAD_TOO_LARGE" ? `The body is larger than ${bodyMaxBytes / 1024 ** 2} MB` : TELLING[reason];

/** Each refusal in a few words. */
const TELLING: Record<Exclude<Reason, "PAYLOAD_TOO_LARGE">, string> = {
  VALIDATION_ERROR: "The request breaks a rule, which is named",
  UNAUTHORIZED: "Authentication is missing or invalid",
  FORBIDDEN: "The credential does not allow it",
  NOT_FOUND: "There is nothing here",
  METHOD_NOT_ALLOWED: "The method is not possible here",
  SESSION_NOT_FOUND: "The session does not exist",
  AGENT_NOT_FOUND: "The agent does not exist, or is somebody else's",
  CHATBOT_OR_CLIENT_NOT_FOUND: "The chatbot or the client does not exist, or is somebody else's",
  SESSION_NOT_ACTIVE: "The session does not exist, or is not active",
  CONFLICT: "The first request with this Idempotency-Key is still under way",
  SESSION_EXPIRED: "The session has expired",
  PRECONDITION_FAILED: "If-Match names another version than the present one",
  SESSION_RENEWAL_FAILED: "The session has reached its maximum duration",
  IDEMPOTENCY_KEY_REUSED: "The Idempotency-Key was used for another request",
  RATE_LIMITED: "Too many requests",
  INTERNAL: "Something went wrong on the server",
};
