import { DOCUMENT_LIMITS, DocumentError, readDocument } from "@parley/ai/documents/read";
import type { Actor } from "@parley/api/account/actor";
import { DomainError } from "@parley/api/errors";
import type { Services } from "@parley/api/services";
import { takeAccountLimit } from "@parley/api/session/access/gate";
import { requireScope, unauthorized } from "@parley/api/trpc";
import { readBytes } from "@parley/rest/http/request-body";
import { statusOf } from "@parley/rest/shared/reasons";
import { type Context, Hono } from "hono";
import { domainErrorOf } from "./domain-error.ts";
import type { Env } from "./variables.ts";

/** Files held in memory at the same time. Further requests get 429 with this Retry-After. */
const CONCURRENT_MAX = 4;
const RETRY_AFTER_SECONDS = 5;
const PATH = "/api/documents/read";

/**
 * Extracts the text of a file for a knowledge base, and stores nothing: `POST /api/documents/read?name=Menu.pdf`, with the
 * file as the body.
 */
export function documentRoutes(
  services: Services,
  identify: (c: Context) => Promise<Actor | null>,
): Hono<Env> {
  let reading = 0;

  async function read(c: Context<Env>) {
    const actor = await identify(c);
    if (!actor) throw unauthorized();
    if (actor.type === "session")
      throw new DomainError("FORBIDDEN", "A session's token opens that session alone");
    requireScope(actor, "sessions:manage");
    const requestId = c.get("requestId");
    await takeAccountLimit({ services, actor, requestId, response: {} });
    const name = c.req.query("name")?.trim().slice(0, 255) ?? "";
    if (name === "") throw new DomainError("VALIDATION_ERROR", "name must not be empty", { field: "name" });
    if (reading >= CONCURRENT_MAX)
      throw new DomainError("RATE_LIMITED", "Other files are being read", {
        retryAfter: RETRY_AFTER_SECONDS,
      });
    reading += 1;
    try {
      const bytes = await readBytes(c.req.raw, DOCUMENT_LIMITS.bytes);
      return await readDocument({ name, bytes, signal: c.req.raw.signal });
    } catch (error) {
      if (error instanceof DocumentError) throw new DomainError("VALIDATION_ERROR", error.message, { name });
      if (error instanceof DomainError && error.reason === "PAYLOAD_TOO_LARGE")
        throw new DomainError("PAYLOAD_TOO_LARGE", new DocumentError("too-large", name).message, { name });
      throw error;
    } finally {
      reading -= 1;
    }
  }

  return new Hono<Env>().post(PATH, async (c) => {
    try {
      return c.json(await read(c));
    } catch (error) {
      return respondWithError(c, domainErrorOf(error));
    }
  });
}

function respondWithError(c: Context<Env>, error: DomainError): Response {
  const { reason, message, details } = error;
  const { retryAfter } = details;
  if (typeof retryAfter === "number") c.header("Retry-After", String(retryAfter));
  return c.json({ code: reason, message, details, requestId: c.get("requestId") }, statusOf(error));
}
