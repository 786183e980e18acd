import {
  TRANSCRIPT_FORMATS,
  type TranscriptFormat,
  transcriptFileName,
  transcriptJson,
  transcriptMarkdown,
} from "@parley/api/chatbot/transcript/text";
import { transcriptPdf } from "@parley/api/chatbot/transcript/pdf";
import type { Actor, Context } from "@parley/api/context";
import { DomainError, REASONS } from "@parley/api/errors";
import { createCaller } from "@parley/api/root";
import type { Services } from "@parley/api/services";
import { Hono, type Context as Request } from "hono";
import type { Env } from "./variables.ts";

type Transcript = Parameters<typeof transcriptPdf>[0];

const FORMATS: Record<
  TranscriptFormat,
  { type: string; body: (transcript: Transcript) => string | ReadableStream }
> = {
  md: { type: "text/markdown; charset=utf-8", body: transcriptMarkdown },
  json: { type: "application/json; charset=utf-8", body: transcriptJson },
  pdf: { type: "application/pdf", body: transcriptPdf },
};

/** What was said in a chatbot session, as a file for its owner. */
export function transcriptRoutes(
  services: Services,
  identify: (c: Request) => Promise<Actor | null>,
): Hono<Env> {
  return new Hono<Env>().get("/api/chatbot-sessions/:id/transcript", async (c) => {
    const format = TRANSCRIPT_FORMATS.find((known) => known === (c.req.query("format") ?? "md"));
    const ctx: Context = { services, actor: await identify(c), requestId: c.get("requestId"), response: {} };
    try {
      const transcript = await createCaller(ctx).chatbot.get({ id: c.req.param("id") });
      if (!format)
        throw new DomainError("VALIDATION_ERROR", `format must be one of ${TRANSCRIPT_FORMATS.join(", ")}`);
      const { type, body } = FORMATS[format];
      return c.body(body(transcript), 200, {
        "content-type": type,
        "content-disposition": attachment(transcriptFileName(transcript, format)),
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
      });
    } catch (error) {
      return refuse(c, refusalOf(error));
    }
  });
}

/** The name for every browser: in ASCII, and as it is (RFC 6266). */
function attachment(name: string): string {
  const ascii = name
    .normalize("NFKD")
    .replace(/[^\x20-\x7e]/g, "")
    .replace(/["\\]/g, "")
    .trim();
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

function refusalOf(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  if (error instanceof Error && error.cause instanceof DomainError) return error.cause;
  throw error;
}

function refuse(c: Request<Env>, { reason, message }: DomainError) {
  const status = REASONS[reason].status;
  if (status === 401) c.header("www-authenticate", "Bearer");
  return c.json({ code: reason, message, requestId: c.get("requestId") }, status);
}
