import { expect, it } from "vitest";
import { APIS } from "../kinds.ts";
import { docsPage } from "./docs-page.ts";

const docs = docsPage(APIS);

it("loads only its own assets, and caches those with a version in their path for good", async () => {
  const page = await docs.request("/docs");
  const html = await page.text();
  expect(page.status).toBe(200);
  expect(html).toContain("<title>Parley API</title>");
  expect(page.headers.get("content-security-policy")).toContain("script-src 'self'");
  const loaded = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url ?? "");
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

it("has no inline script, and lists the documents in an attribute", async () => {
  const html = await (await docs.request("/docs")).text();
  expect(html).not.toMatch(/<script>|<script [^>]*>[^<]/);
  const data = /data-documents="([^"]+)"/.exec(html)?.[1]?.replaceAll("&quot;", '"') ?? "";
  expect(JSON.parse(data)).toEqual([
    { name: "Agent: Sessions API", url: "/agent/openapi.json" },
    { name: "Chatbot: Session API", url: "/chatbot/openapi.json" },
  ]);
});

it.each(["package.json", "..%2fpackage.json", "constructor", "swagger-ui.js.map"])(
  "serves nothing else: %s",
  async (file) => {
    expect((await docs.request(`/docs/${file}`)).status).toBe(404);
    const version = /\/docs\/([\d.]+)\//.exec(await (await docs.request("/docs")).text())?.[1];
    expect((await docs.request(`/docs/${version}/${file}`)).status).toBe(404);
  },
);
