import { createHash } from "node:crypto";
import type { Actor } from "@parley/api/account/actor";
import type { ActorContext } from "@parley/api/context";
import { DomainError, invalid } from "@parley/api/errors";
import type { ApiResponse } from "./api-response.ts";

/** Whether a retry may get another response, so that this one must not be stored. */
const isTransient = (status: number) => status >= 500 || status === 429 || status === 401;

/**
 * The value of the header `Idempotency-Key`.
 * @throws DomainError VALIDATION_ERROR for an invalid key.
 */
export function idempotencyKey(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  if (!/^[\x20-\x7e]{1,255}$/.test(header)) {
    throw invalid("Idempotency-Key", "must be 1 to 255 printable characters");
  }
  return header;
}

/** A session token has keys of its own: it must not see responses that its owner's credentials got. */
const storageKeyOf = (actor: Actor, key: string) =>
  actor.type === "session" ? `session:${actor.sessionId}:${key}` : `account:${key}`;

export type Repeatable = {
  ctx: ActorContext;
  key: string;
  /** The API, operation, parameters and body: a key identifies one such request. */
  request: string;
  /** Whether the client disconnected, so that it received no response. */
  isAborted: () => boolean;
};

/**
 * Runs the first request with an idempotency key, and answers repetitions with its stored response. Streams are not
 * stored: a repetition runs again with the same ids, finds what the first run created, and streams that.
 * @throws DomainError CONFLICT while the first request runs; IDEMPOTENCY_KEY_REUSED for a different request.
 */
export async function runIdempotent(
  { ctx, key, request, isAborted }: Repeatable,
  run: () => Promise<ApiResponse>,
): Promise<ApiResponse> {
  const { idempotency, clock } = ctx.services;
  const { ownerId } = ctx.actor;
  const storageKey = storageKeyOf(ctx.actor, key);
  const claimed = await idempotency.claim(ownerId, storageKey, hashOf(request), clock());
  switch (claimed.outcome) {
    case "replay":
      return { status: claimed.status, headers: { "idempotency-replayed": "true" }, body: claimed.body };
    case "in-flight":
      throw new DomainError("CONFLICT", "The first request with this Idempotency-Key is still under way", {
        header: "Idempotency-Key",
      });
    case "other-request":
      throw new DomainError("IDEMPOTENCY_KEY_REUSED", "This Idempotency-Key was used for another request", {
        header: "Idempotency-Key",
      });
    case "run":
      break;
  }
  ctx.repeatable = { seed: `${ownerId} ${storageKey}`, firstAt: claimed.firstAt };
  const response = await run();
  // An error may be due to the disconnect itself, so it is not stored; what succeeded is.
  const isCutShort = response.status >= 400 && isAborted();
  if (response.events || isTransient(response.status) || isCutShort) {
    await idempotency.release(ownerId, storageKey);
  } else {
    // An error response holds nothing of the session, which may be gone.
    const session = response.status < 400 ? ctx.response.session : undefined;
    await idempotency.complete(ownerId, storageKey, response.status, response.body ?? null, session);
  }
  return response;
}

const hashOf = (request: string) => createHash("sha256").update(request).digest("hex");
