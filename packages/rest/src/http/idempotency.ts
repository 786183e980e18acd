import { createHash } from "node:crypto";
import type { Actor } from "@parley/api/context";
import { DomainError, invalid } from "@parley/api/errors";
import type { ActorContext } from "@parley/api/trpc";
import type { Sent } from "./api-response.ts";

/** Answers that may be another one the next time, and so are not kept. */
const isPassing = (status: number) => status >= 500 || status === 429 || status === 401;

/**
 * The key under which a request's answer is kept.
 * @throws DomainError VALIDATION_ERROR for a key that is none.
 */
export function idempotencyKey(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  if (!/^[\x20-\x7e]{1,255}$/.test(header)) {
    throw invalid("Idempotency-Key", "must be 1 to 255 printable characters");
  }
  return header;
}

/** A session's token shares no keys with its owner: it must not be shown what the owner was answered. */
const keyOf = (actor: Actor, key: string) =>
  actor.type === "session" ? `session:${actor.sessionId}:${key}` : `account:${key}`;

export type Repeatable = {
  ctx: ActorContext;
  key: string;
  /** Tells one request from another: where it went and what it said. */
  request: string;
  /** The session that it is about, where it names one. */
  sessionId: string | undefined;
  /** Whether the client went away, and so was answered nothing. */
  isGone: () => boolean;
};

/**
 * Runs a request the first time that its key is seen and answers its repetitions with what it was answered then.
 * A stream is not kept: its repetition finds what the first one made, since the ids are the same, and tells it anew.
 */
export async function answerOnce(
  { ctx, key, request, sessionId, isGone }: Repeatable,
  run: () => Promise<Sent>,
): Promise<Sent> {
  const { idempotency, clock } = ctx.services;
  const { ownerId } = ctx.actor;
  const kept = keyOf(ctx.actor, key);
  const claimed = await idempotency.claim(ownerId, kept, hashOf(request), clock());
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
  ctx.repeatable = { seed: `${ownerId} ${kept}`, firstAt: claimed.firstAt };
  const sent = await run();
  // What was refused to a client that went away may have been refused because it went; what was done is done.
  const isCutShort = sent.status >= 400 && isGone();
  if (sent.events || isPassing(sent.status) || isCutShort) await idempotency.release(ownerId, kept);
  else {
    // A refusal tells nothing of the session, and may be for want of one.
    const about = sent.status < 400 ? sessionId : undefined;
    await idempotency.complete(ownerId, kept, sent.status, sent.body ?? null, about);
  }
  return sent;
}

const hashOf = (request: string) => createHash("sha256").update(request).digest("hex");
