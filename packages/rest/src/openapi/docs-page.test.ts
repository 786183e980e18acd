import { startTestApi } from "@parley/api/testing";
import { expect, it, onTestFinished } from "vitest";
import { APIS } from "../kinds.ts";
import { docsPage } from "./docs-page.ts";
import { openApiDocument } from "./document.ts";

const docs = docsPage(APIS, async () => null);

/** The text of the document that is in a page. */
const documentIn = (html: string) =>
  /<script type="application\/json" id="document">([^<]*)</.exec(html)?.[1] ?? "";

it("loads only its own assets, and caches those with a version in their path for good", async () => {
  const page = await docs.request("/docs");
  const html = await page.text();
  expect(page.status).toBe(200);
  expect(html).toContain("<title>Parley API</title>");
  expect(page.headers.get("content-security-policy")).toContain("script-src 'self'");
  const loaded = [...html.matchAll(/<(?:script|link) [^>]*(?:src|href)="([^"]+)"/g)].map(
    ([, url]) => url ?? "",
  );
  expect(loaded).toHaveLength(6);
  for (const url of loaded) {
    expect(url).toMatch(/^\/docs\//);
    const asset = await docs.request(url);
    expect(asset.status).toBe(200);
    const isVersioned = /\/docs\/\d/.test(url);
    expect(asset.headers.get("cache-control")).toBe(
      isVersioned ? "public, max-age=31536000, immutable" : "no-cache",
    );
    expect((await asset.arrayBuffer()).byteLength).toBeGreaterThan(50);
  }
});

it("has no inline script but the document, which the policy need not allow", async () => {
  const html = await (await docs.request("/docs")).text();
  const inline = [...html.matchAll(/<script([^>]*)>[^<]/g)].map(([, attributes]) => attributes?.trim());
  expect(inline).toEqual(['type="application/json" id="document"']);
});

it.each(APIS)("shows the document of $kind on a page, and links to all", async (api) => {
  const html = await (await docs.request(`/docs/${api.kind}`)).text();
  expect(JSON.parse(documentIn(html))).toEqual(openApiDocument(api));
  expect(html).toContain(`href="${api.mount}/openapi.json"`);
  expect(html).toContain(`href="/sign-in?next=%2Fdocs%2F${api.kind}"`);
  for (const { kind } of APIS) expect(html).toContain(`href="/docs/${kind}"`);
  expect(/href="([^"]+)" aria-current="page"/.exec(html)?.[1]).toBe(`/docs/${api.kind}`);
});

it("shows the first document at /docs", async () => {
  const html = await (await docs.request("/docs")).text();
  expect(JSON.parse(documentIn(html))).toEqual(openApiDocument(APIS[0]));
});

it("shows the document's own examples to somebody whose rate limit is used up, and lets nobody else see the page", async () => {
  const api = await startTestApi({ limits: { scale: 1, perAccountMinute: 1 } });
  onTestFinished(() => api[Symbol.asyncDispose]());
  const { caller, agentId } = await api.person();
  const page = await docsPage(APIS, async () => caller).request("/docs");
  expect(page.status).toBe(200);
  expect(page.headers.get("cache-control")).toBe("private, no-store");
  expect(documentIn(await page.text())).not.toContain(agentId);
});

it.each(["package.json", "..%2fpackage.json", "constructor", "swagger-ui.js.map"])(
  "serves nothing else: %s",
  async (file) => {
    expect((await docs.request(`/docs/${file}`)).status).toBe(404);
    const version = /\/docs\/([\d.]+)\//.exec(await (await docs.request("/docs")).text())?.[1];
    expect((await docs.request(`/docs/${version}/${file}`)).status).toBe(404);
  },
);
