import type { Actor } from "@parley/api/context";
import type { Services } from "@parley/api/services";
import { type Context, Hono } from "hono";
import { agentApi } from "./agent/api.ts";
import type { Api } from "./api.ts";
import { chatbotApi } from "./chatbot/api.ts";
import { serve } from "./http/adapter.ts";
import { API_HEADER, isMeant } from "./http/root-table.ts";
import { createRoutes } from "./http/route-table.ts";
import { docsPage } from "./openapi/docs-page.ts";
import { openApiDocument } from "./openapi/document.ts";

/** Every documented API. */
const APIS: Api[] = [agentApi, chatbotApi];

export type RestOptions = {
  services: Services;
  /** Who is calling; null when there is no credential, or a bad one. */
  identify: (c: Context) => Promise<Actor | null>;
  /** The class that answers are made of. */
  Answer?: typeof Response;
};

/**
 * The documented APIs, each at its mount and at its paths at the root, with their OpenAPI documents and the page
 * that shows them. Expects the request's id in `c.get("requestId")`, and says in `c.get("namesRequest")` that the
 * answer carries it.
 */
export function createRest({ services, identify, Answer = Response }: RestOptions): Hono {
  const app = new Hono();
  for (const api of APIS) {
    const document = JSON.stringify(openApiDocument(api));
    app.get(`${api.mount}/openapi.json`, (c) =>
      c.body(document, 200, { "content-type": "application/json" }),
    );
    serveApi(app, api, { services, identify, Answer });
  }
  app.route("/", docsPage(APIS));
  return app;
}

function serveApi(app: Hono, api: Api, { services, identify, Answer }: Required<RestOptions>): void {
  const routes = createRoutes(api.operations);
  const bases = [...api.paths.map((path) => api.mount + path), ...api.paths];
  const handle = (c: Context, isHere: boolean) => {
    const url = c.req.url;
    const { pathname, search } = partsOf(url);
    c.set("namesRequest", true);
    return serve(api, routes, {
      request: c.req.raw,
      path: isHere ? below(bases, pathname) : NOWHERE,
      query: new URLSearchParams(search),
      requestId: c.get("requestId") ?? "",
      services,
      identify: () => identify(c),
      Answer,
    });
  };
  const answerBelow = (prefix: string, answer: (c: Context) => Promise<Response>) =>
    app.all(prefix, answer).all(`${prefix}/*`, answer);
  answerBelow(api.mount, (c) => handle(c, true));
  for (const root of api.roots)
    answerBelow(root, (c) => handle(c, isMeant(api, root, c.req.header(API_HEADER))));
}

/** The path as it was sent, with nothing decoded: `%2F` in an id is not a slash. */
function partsOf(url: string): { pathname: string; search: string } {
  const start = url.indexOf("/", url.indexOf("//") + 2);
  const query = url.indexOf("?", start);
  return query === -1
    ? { pathname: url.slice(start), search: "" }
    : { pathname: url.slice(start, query), search: url.slice(query) };
}

/** What is below the API's own path; a path that is not below it is found nowhere. */
function below(bases: string[], pathname: string): string {
  const base = bases.find((b) => pathname === b || pathname.startsWith(`${b}/`));
  return base === undefined ? NOWHERE : pathname.slice(base.length);
}

const NOWHERE = "//";
