import { DOCUMENT_LIMITS, DocumentError, readDocument } from "@parley/ai/documents/read";
import type { Actor } from "@parley/api/context";
import { DomainError, REASONS } from "@parley/api/errors";
import type { Services } from "@parley/api/services";
import { takeAccountLimit } from "@parley/api/session/gate";
import { requireScope, unauthorized } from "@parley/api/trpc";
import { readBytes } from "@parley/rest/http/request-body";
import { type Context, Hono } from "hono";
import type { Env } from "./variables.ts";

/** Files whose bytes may be in memory at once; more are asked to come again. */
const BUSY_MAX = 4;
const BUSY_SECONDS = 5;
const PATH = "/api/documents/read";

/** Reads the text of a file for a knowledge base, and keeps nothing: `POST /api/documents/read?name=Menu.pdf`, the file as the body. */
export function documentRoutes(
  services: Services,
  identify: (c: Context) => Promise<Actor | null>,
): Hono<Env> {
  let busy = 0;

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
    if (busy >= BUSY_MAX)
      throw new DomainError("RATE_LIMITED", "Other files are being read", { retryAfter: BUSY_SECONDS });
    busy += 1;
    try {
      const bytes = await readBytes(c.req.raw, DOCUMENT_LIMITS.bytes);
      return await readDocument({ name, bytes, signal: c.req.raw.signal });
    } catch (error) {
      if (error instanceof DocumentError) throw new DomainError("VALIDATION_ERROR", error.message, { name });
      if (error instanceof DomainError && error.reason === "PAYLOAD_TOO_LARGE")
        throw new DomainError("PAYLOAD_TOO_LARGE", new DocumentError("too-large", name).message, { name });
      throw error;
    } finally {
      busy -= 1;
    }
  }

  return new Hono<Env>().post(PATH, async (c) => {
    try {
      return c.json(await read(c));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return refuse(c, error);
    }
  });
}

function refuse(c: Context<Env>, { reason, message, details }: DomainError): Response {
  const { retryAfter } = details;
  if (typeof retryAfter === "number") c.header("Retry-After", String(retryAfter));
  return c.json({ code: reason, message, details, requestId: c.get("requestId") }, REASONS[reason].status);
}
