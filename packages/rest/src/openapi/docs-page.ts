import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type Context, Hono } from "hono";
import type { Api } from "../api.ts";

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
  "swagger-ui-standalone-preset.js": SCRIPT,
  "favicon-32x32.png": "image/png",
});
const OWN_ASSETS = filesOf(join(import.meta.dirname, "docs"), { "page.js": SCRIPT, "page.css": CSS });

/** Allows nothing from other origins. Swagger UI needs inline styles; inline scripts stay forbidden. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const REVALIDATE = "no-cache";
const IMMUTABLE = "public, max-age=31536000, immutable";

/** The interactive documentation of all APIs at `/docs`. It loads nothing from other origins. */
export function docsPage(apis: readonly Api[]): Hono {
  const html = htmlFor(apis);
  const headers = { "content-security-policy": POLICY, "cache-control": REVALIDATE };
  return new Hono()
    .get(DOCS_PATH, (c) => c.html(html, 200, headers))
    .get(`${DOCS_PATH}/:file`, (c) => send(c, OWN_ASSETS.get(c.req.param("file")), REVALIDATE))
    .get(`${DOCS_PATH}/${version}/:file`, (c) => send(c, ASSETS.get(c.req.param("file")), IMMUTABLE));
}

async function send(c: Context, asset: Asset | undefined, caching: string): Promise<Response> {
  if (!asset) return c.notFound();
  return c.body(await readFile(asset.file), 200, { "content-type": asset.type, "cache-control": caching });
}

/** The script reads the list of documents from an attribute, because the policy forbids inline scripts. */
function htmlFor(apis: readonly Api[]): string {
  const documents = apis.map(({ kind, title, mount }) => ({
    name: `${capital(kind)}: ${title}`,
    url: `${mount}/openapi.json`,
  }));
  const data = JSON.stringify(documents).replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  return `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>Parley API</title>
  <link rel="icon" href="${DOCS_PATH}/${version}/favicon-32x32.png">
  <link rel="stylesheet" href="${DOCS_PATH}/${version}/swagger-ui.css">
  <link rel="stylesheet" href="${DOCS_PATH}/page.css">
</head>
<body>
  <div id="api" data-documents="${data}"><noscript>This page needs JavaScript. The documents themselves: ${apis.map(({ mount }) => `${mount}/openapi.json`).join(", ")}</noscript></div>
  <script src="${DOCS_PATH}/${version}/swagger-ui-bundle.js"></script>
  <script src="${DOCS_PATH}/${version}/swagger-ui-standalone-preset.js"></script>
  <script src="${DOCS_PATH}/page.js"></script>
</body>
</html>
`;
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
