import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Caller } from "@parley/api/root";
import { type Context, Hono } from "hono";
import type { Api } from "../api.ts";
import { docsHtml, type Paths } from "./docs/html.ts";
import { openApiDocument } from "./document.ts";
import { withOwnExamples } from "./own-examples.ts";

const require = createRequire(import.meta.url);
const swaggerUi = dirname(require.resolve("swagger-ui-dist/package.json"));
const { version } = require("swagger-ui-dist/package.json") as { version: string };

export const DOCS_PATH = "/docs";

type Asset = { file: string; type: string };

const CSS = "text/css; charset=utf-8";
const SCRIPT = "text/javascript; charset=utf-8";
const filesOf = (folder: string, types: Record<string, string>) =>
  new Map(
    Object.entries(types).map(([name, type]): [string, Asset] => [name, { file: join(folder, name), type }]),
  );

/** Every asset of the page, by name: a request for another file of the package gets 404. */
const ASSETS = filesOf(swaggerUi, {
  "swagger-ui.css": CSS,
  "swagger-ui-bundle.js": SCRIPT,
  "favicon-32x32.png": "image/png",
});
const OWN_ASSETS = filesOf(join(import.meta.dirname, "docs"), {
  "theme.js": SCRIPT,
  "page.js": SCRIPT,
  "page.css": CSS,
});

/** Allows nothing from other origins. Swagger UI needs inline styles; inline scripts stay forbidden. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const REVALIDATE = "no-cache";
const IMMUTABLE = "public, max-age=31536000, immutable";
/** The page has the reader's own ids. */
const PRIVATE = "private, no-store";

const paths: Paths = {
  of: ({ kind }) => `${DOCS_PATH}/${kind}`,
  asset: (file) => (ASSETS.has(file) ? `${DOCS_PATH}/${version}/${file}` : `${DOCS_PATH}/${file}`),
};

/**
 * The interactive documentation: of the first API at `/docs`, of each at `/docs/{kind}`. It loads nothing from other origins.
 * @param readerOf the person who reads the page, as a caller of the router; null for somebody who is not signed in.
 */
export function docsPage(
  apis: readonly [Api, ...Api[]],
  readerOf: (c: Context) => Promise<Caller | null>,
): Hono {
  const headers = { "content-security-policy": POLICY, "cache-control": PRIVATE };
  const pageOf = (api: Api) => {
    const document = openApiDocument(api);
    return async (c: Context) => {
      const reader = await readerOf(c);
      // Where the ids can't be read, e.g. because of a rate limit, the page has the document's own examples.
      const ownIds = reader ? await api.ownIds(reader).catch(() => ({})) : {};
      const own = withOwnExamples(document, ownIds);
      const html = docsHtml({ api, apis, document: own, isSignedIn: reader !== null, paths });
      return c.html(html, 200, headers);
    };
  };
  const app = new Hono().get(DOCS_PATH, pageOf(apis[0]));
  for (const api of apis) app.get(paths.of(api), pageOf(api));
  return app
    .get(`${DOCS_PATH}/:file`, (c) => send(c, OWN_ASSETS.get(c.req.param("file")), REVALIDATE))
    .get(`${DOCS_PATH}/${version}/:file`, (c) => send(c, ASSETS.get(c.req.param("file")), IMMUTABLE));
}

async function send(c: Context, asset: Asset | undefined, caching: string): Promise<Response> {
  if (!asset) return c.notFound();
  return c.body(await readFile(asset.file), 200, { "content-type": asset.type, "cache-control": caching });
}
