import type { Actor } from "@parley/api/account/actor";
import { transcriptPdf } from "@parley/api/chatbot/transcript/pdf";
import {
  TRANSCRIPT_FORMATS,
  type TranscriptFormat,
  transcriptFileName,
  transcriptJson,
  transcriptMarkdown,
} from "@parley/api/chatbot/transcript/text";
import type { Context } from "@parley/api/context";
import { DomainError } from "@parley/api/errors";
import { createCaller } from "@parley/api/root";
import type { Services } from "@parley/api/services";
import { statusOf } from "@parley/rest/shared/reasons";
import { Hono, type Context as Request } from "hono";
import { domainErrorOf } from "./domain-error.ts";
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

/** Downloads the transcript of a chatbot session: `GET /api/chatbot-sessions/{id}/transcript?format=pdf`. */
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
      return respondWithError(c, domainErrorOf(error));
    }
  });
}

/** Content-Disposition with the file name in ASCII for old browsers, and in UTF-8 (RFC 6266). */
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

function respondWithError(c: Request<Env>, error: DomainError): Response {
  const status = statusOf(error);
  if (status === 401) c.header("www-authenticate", "Bearer");
  return c.json({ code: error.reason, message: error.message, requestId: c.get("requestId") }, status);
}
