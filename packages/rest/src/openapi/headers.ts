import type { Json } from "@parley/api/session/schema";
import type { Operation } from "../operation.ts";
import type { JsonObject } from "./schemas.ts";

const text = { type: "string" };
const count = { type: "integer", minimum: 0 };

/** The optional request headers of an operation. */
export function requestHeaders({ method, versioned }: Operation): Json[] {
  const headers: Json[] = [];
  if (method === "POST") {
    headers.push({
      name: "Idempotency-Key",
      in: "header",
      required: false,
      description:
        "Any text of yours. Sending the request again with the same key and body, within 24 hours, answers what the first one was answered and does nothing twice.",
      schema: { ...text, minLength: 1, maxLength: 255 },
    });
  }
  if (versioned && method === "GET") {
    headers.push({
      name: "If-None-Match",
      in: "header",
      required: false,
      description: "The ETag of what you have: answers 304 when it is still so.",
      schema: text,
    });
  }
  if (versioned && method !== "GET") {
    headers.push({
      name: "If-Match",
      in: "header",
      required: false,
      description: "The ETag of what you decided on: answers 412 when it has changed since.",
      schema: text,
    });
  }
  return headers;
}

/** The headers of its successful responses. */
export function responseHeaders({ versioned, scope }: Operation): JsonObject {
  return {
    "X-Request-Id": { description: "Names this request in the server's log.", schema: text },
    ...(versioned && { ETag: { description: "The version of what is shown.", schema: text } }),
    ...(scope !== null && RATE),
  };
}

const RATE = {
  "RateLimit-Limit": { description: "Requests allowed in the tightest window.", schema: count },
  "RateLimit-Remaining": { description: "Requests left in it.", schema: count },
  "RateLimit-Reset": { description: "Seconds until it begins anew.", schema: count },
};

export const RETRY_AFTER: JsonObject = {
  "Retry-After": { description: "Seconds after which a request is allowed again.", schema: count },
};
