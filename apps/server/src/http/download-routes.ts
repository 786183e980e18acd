import type { Actor } from "@parley/api/account/actor";
import type { Context } from "@parley/api/context";
import { DomainError } from "@parley/api/errors";
import { createCaller } from "@parley/api/root";
import type { Services } from "@parley/api/services";
import type { DownloadRoute } from "@parley/rest/download";
import { DOWNLOADS } from "@parley/rest/kinds";
import { statusOf } from "@parley/rest/shared/reasons";
import { Hono, type Context as Request } from "hono";
import { domainErrorOf } from "./domain-error.ts";
import type { Env } from "./variables.ts";

/** Sends the files of sessions that people download in the web app. */
export function downloadRoutes(
  services: Services,
  identify: (c: Request) => Promise<Actor | null>,
): Hono<Env> {
  const app = new Hono<Env>();
  for (const route of DOWNLOADS)
    app.get(route.path, async (c) => {
      const ctx: Context = {
        services,
        actor: await identify(c),
        requestId: c.get("requestId"),
        response: {},
      };
      try {
        return await send(c, route, ctx);
      } catch (error) {
        return respondWithError(c, domainErrorOf(error));
      }
    });
  return app;
}

async function send(c: Request<Env>, route: DownloadRoute, ctx: Context): Promise<Response> {
  const content = await route.read(createCaller(ctx), c.req.param("id") ?? "");
  const [first] = Object.keys(route.formats);
  const format = c.req.query("format") ?? first ?? "";
  const file = Object.hasOwn(route.formats, format) ? route.formats[format] : undefined;
  if (!file)
    throw new DomainError(
      "VALIDATION_ERROR",
      `format must be one of ${Object.keys(route.formats).join(", ")}`,
    );
  return c.body(file.body(content), 200, {
    "content-type": file.type,
    "content-disposition": attachment(route.fileName(content, format)),
    "cache-control": "private, no-store",
    "x-content-type-options": "nosniff",
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
