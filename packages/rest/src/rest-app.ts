import type { Actor } from "@parley/api/account/actor";
import { createCaller } from "@parley/api/root";
import type { Services } from "@parley/api/services";
import { type Context, Hono } from "hono";
import type { Api } from "./api.ts";
import { serve } from "./http/adapter.ts";
import { API_HEADER, rootTable, selectApi } from "./http/root-table.ts";
import { createRoutes } from "./http/route-table.ts";
import { APIS } from "./kinds.ts";
import { DOCS_PATH, docsPage } from "./openapi/docs-page.ts";
import { openApiDocument } from "./openapi/document.ts";

/** Every path prefix that the app answers below. */
export const REST_PATHS: readonly string[] = [
  ...APIS.map(({ mount }) => mount),
  ...rootTable(APIS).map(({ path }) => path),
  DOCS_PATH,
];

export type RestOptions = {
  services: Services;
  /** Authenticates the caller; null when the credential is missing or invalid. */
  identify: (c: Context) => Promise<Actor | null>;
  /** The class to make responses of. */
  ResponseClass?: typeof Response;
};

/**
 * The documented APIs, each at its mount and at its root paths, with their OpenAPI documents and the documentation
 * page. Reads the request id from `c.get("requestId")`, and sets `namesRequest`, because its responses carry the id.
 */
export function createRest({ services, identify, ResponseClass = Response }: RestOptions): Hono {
  const app = new Hono();
  const options = { services, identify, ResponseClass };
  const apis = APIS.map((api) => ({ ...api, handle: handlerOf(api, options) }));
  for (const api of apis) {
    const document = JSON.stringify(openApiDocument(api));
    app.get(`${api.mount}/openapi.json`, (c) =>
      c.body(document, 200, { "content-type": "application/json" }),
    );
    answerBelow(app, api.mount, (c) => api.handle(c, true));
  }
  for (const root of rootTable(apis)) {
    answerBelow(app, root.path, (c) => {
      const api = selectApi(root, c.req.header(API_HEADER));
      // The default API formats the 404 for a header that names no API of this path.
      return api ? api.handle(c, true) : root.apis[0].handle(c, false);
    });
  }
  const readerOf = async (c: Context) => {
    const actor = await identify(c);
    if (actor?.type !== "user") return null;
    return createCaller({ services, actor, requestId: c.get("requestId") ?? "", response: {} });
  };
  app.route("/", docsPage(APIS, readerOf));
  return app;
}

function answerBelow(app: Hono, prefix: string, answer: (c: Context) => Promise<Response>): void {
  app.all(prefix, answer).all(`${prefix}/*`, answer);
}

/** Serves requests to one API. `isHere` false: answers 404, whatever the path. */
function handlerOf(api: Api, { services, identify, ResponseClass }: Required<RestOptions>) {
  const routes = createRoutes(api.operations);
  const bases = [...api.paths.map((path) => api.mount + path), ...api.paths];
  return (c: Context, isHere: boolean): Promise<Response> => {
    const { pathname, search } = partsOf(c.req.url);
    c.set("namesRequest", true);
    return serve(api, routes, {
      request: c.req.raw,
      path: isHere ? below(bases, pathname) : UNKNOWN_PATH,
      query: new URLSearchParams(search),
      requestId: c.get("requestId") ?? "",
      services,
      identify: () => identify(c),
      ResponseClass,
    });
  };
}

/** The raw path, with nothing decoded: `%2F` in an id is not a slash. */
function partsOf(url: string): { pathname: string; search: string } {
  const start = url.indexOf("/", url.indexOf("//") + 2);
  const query = url.indexOf("?", start);
  return query === -1
    ? { pathname: url.slice(start), search: "" }
    : { pathname: url.slice(start, query), search: url.slice(query) };
}

/** The part of a path below the API's base path; `UNKNOWN_PATH` for a path outside of it. */
function below(bases: string[], pathname: string): string {
  const base = bases.find((b) => pathname === b || pathname.startsWith(`${b}/`));
  return base === undefined ? UNKNOWN_PATH : pathname.slice(base.length);
}

/** Matches no route: its segments are empty. */
const UNKNOWN_PATH = "//";
