import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Hono } from "hono";
import type { Api } from "./api.ts";

const require = createRequire(import.meta.url);
const swaggerUi = dirname(require.resolve("swagger-ui-dist/package.json"));
const { version } = require("swagger-ui-dist/package.json") as { version: string };

/** Everything the page loads, each file by its name: nothing else of the package can be asked for. */
const ASSETS: Record<string, { file: string; type: string }> = {
  "swagger-ui.css": { file: join(swaggerUi, "swagger-ui.css"), type: "text/css; charset=utf-8" },
  "swagger-ui-bundle.js": {
    file: join(swaggerUi, "swagger-ui-bundle.js"),
    type: "text/javascript; charset=utf-8",
  },
  "swagger-ui-standalone-preset.js": {
    file: join(swaggerUi, "swagger-ui-standalone-preset.js"),
    type: "text/javascript; charset=utf-8",
  },
  "favicon-32x32.png": { file: join(swaggerUi, "favicon-32x32.png"), type: "image/png" },
};
const OWN_ASSETS: Record<string, { file: string; type: string }> = {
  "page.js": { file: join(import.meta.dirname, "docs/page.js"), type: "text/javascript; charset=utf-8" },
  "page.css": { file: join(import.meta.dirname, "docs/page.css"), type: "text/css; charset=utf-8" },
};

/** Swagger UI sets styles on elements; scripts come from here alone, and nothing from elsewhere. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const YEAR = "public, max-age=31536000, immutable";

/** The interactive documentation of all APIs at `/docs`, which loads nothing from the outside. */
export function docsPage(apis: Api[]): Hono {
  const page = pageFor(apis);
  return new Hono()
    .get("/docs", (c) =>
      c.html(page, 200, { "content-security-policy": POLICY, "cache-control": "no-cache" }),
    )
    .get("/docs/:file", async (c) => {
      const asset = OWN_ASSETS[c.req.param("file")];
      if (!asset) return c.notFound();
      return c.body(await readFile(asset.file), 200, {
        "content-type": asset.type,
        "cache-control": "no-cache",
      });
    })
    .get(`/docs/${version}/:file`, async (c) => {
      const asset = ASSETS[c.req.param("file")];
      if (!asset) return c.notFound();
      return c.body(await readFile(asset.file), 200, { "content-type": asset.type, "cache-control": YEAR });
    });
}

/** Which documents there are is told to the script by an attribute: the page has no script of its own. */
function pageFor(apis: Api[]): string {
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
  <link rel="icon" href="/docs/${version}/favicon-32x32.png">
  <link rel="stylesheet" href="/docs/${version}/swagger-ui.css">
  <link rel="stylesheet" href="/docs/page.css">
</head>
<body>
  <div id="api" data-documents="${data}"><noscript>This page needs JavaScript. The documents themselves: ${apis.map(({ mount }) => `${mount}/openapi.json`).join(", ")}</noscript></div>
  <script src="/docs/${version}/swagger-ui-bundle.js"></script>
  <script src="/docs/${version}/swagger-ui-standalone-preset.js"></script>
  <script src="/docs/page.js"></script>
</body>
</html>
`;
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
