import { describe, expect, it } from "vitest";
import { faultsOf } from "./check.ts";
import { readSource } from "./source.ts";

const faults = (path: string, text: string) => faultsOf(readSource(path, text), ["agent", "chatbot"]);

describe("the direction of imports", () => {
  it.each([
    ["packages/db/src/client.ts", "@parley/api/root"],
    ["packages/ai/src/text.ts", "@parley/db/client"],
    ["packages/rest/src/adapter.ts", "@parley/db/client"],
    ["packages/api/src/root.ts", "@parley/rest/adapter"],
    ["apps/web/src/app/page.tsx", "@parley/db/client"],
  ])("%s may not import %s", (path, from) => {
    expect(faults(path, `import { a } from "${from}"; a();`)).toHaveLength(1);
    expect(faults(path, `export const a = () => import("${from}");`)).toHaveLength(1);
    expect(faults(path, `export { a } from "${from}"; export const b = 1;`)).toHaveLength(1);
  });

  it.each([
    ["packages/api/src/root.ts", "@parley/db/client"],
    ["packages/rest/src/adapter.ts", "@parley/api/root"],
    ["apps/server/src/main.ts", "@parley/db/embedded"],
    ["packages/rest/src/agent/agent.test.ts", "@parley/db/testing"],
    ["apps/server/test/process.ts", "@parley/client"],
    ["packages/db/src/client.ts", "postgres"],
  ])("%s may import %s", (path, from) => {
    expect(faults(path, `import { a } from "${from}"; a();`)).toEqual([]);
  });

  it("allows relative imports only within a package", () => {
    expect(
      faults("packages/api/src/agent/store.ts", 'import { a } from "../../../db/src/client.ts"; a();'),
    ).toEqual([expect.stringContaining("across a package's border")]);
    expect(
      faults("packages/api/src/agent/store.ts", 'import { a } from "../session/store.ts"; a();'),
    ).toEqual([]);
  });

  it("ignores imports in strings", () => {
    expect(
      faults("packages/ai/src/text.ts", 'export const a = `\nimport { x } from "@parley/db/client";\n`;'),
    ).toEqual([]);
  });
});

describe("imports from api in browsers", () => {
  it("are types, or of browser-safe files", () => {
    const web = (text: string) => faults("apps/web/src/session/session-page.tsx", text);
    expect(web('import type { AppRouter } from "@parley/api/root"; export type R = AppRouter;')).toEqual([]);
    expect(web('import { LIMITS } from "@parley/api/session/schema"; LIMITS();')).toEqual([]);
    expect(web('import { router } from "@parley/api/root"; router();')).toHaveLength(1);
    // Without "type" before the braces the module is loaded, even if all imported names are types.
    expect(web('import { type AppRouter } from "@parley/api/root"; export type R = AppRouter;')).toHaveLength(
      1,
    );
  });

  it("are types only in the typed client", () => {
    const client = (text: string) => faults("packages/client/src/client.ts", text);
    expect(client('import type { AppRouter } from "@parley/api/root"; export type R = AppRouter;')).toEqual(
      [],
    );
    expect(client('import { LIMITS } from "@parley/api/session/schema"; LIMITS();')).toHaveLength(1);
  });

  it("do not load server code through a browser-safe file", () => {
    const schema = (text: string) => faults("packages/api/src/session/schema.ts", text);
    expect(
      schema('import * as z from "zod"; import { a } from "../account/schema.ts"; z.string(a);'),
    ).toEqual([]);
    expect(schema('import type { Db } from "@parley/db/client"; export type A = Db;')).toEqual([]);
    expect(schema('import { connect } from "@parley/db/client"; connect();')).toHaveLength(1);
    expect(schema('import { now } from "./store.ts"; now();')).toHaveLength(1);
  });
});

describe("files", () => {
  it("are named after their contents", () => {
    for (const path of [
      "apps/web/src/utils.ts",
      "apps/web/src/ui/helpers.tsx",
      "packages/ai/src/utils/text.ts",
    ])
      expect(faults(path, "export const a = 1;")).toHaveLength(1);
    expect(faults("apps/web/src/ui/utility-bill.ts", "export const a = 1;")).toEqual([]);
  });

  it("do not only re-export", () => {
    expect(
      faults("packages/ai/src/index.ts", 'export * from "./text.ts"; export { a } from "./a.ts";'),
    ).toHaveLength(1);
    expect(faults("packages/ai/src/index.ts", 'export * from "./text.ts"; export const a = 1;')).toEqual([]);
  });

  it("of a kind have the common names", () => {
    expect(faults("packages/api/src/chatbot/store.ts", "export const a = 1;")).toEqual([]);
    expect(faults("packages/api/src/chatbot/expiry.test.ts", "export const a = 1;")).toEqual([]);
    expect(faults("packages/api/src/chatbot/queries.ts", "export const a = 1;")).toEqual([
      expect.stringContaining("kind.ts, schema.ts"),
    ]);
    expect(faults("packages/api/src/chatbot/clients/store.ts", "export const a = 1;")).toEqual([]);
    expect(faults("packages/api/src/chatbot/clients/queries.ts", "export const a = 1;")).toHaveLength(1);
    expect(faults("packages/api/src/session/bus.ts", "export const a = 1;")).toEqual([]);
  });

  it("of a kind are imported only by the kind and the lists of kinds", () => {
    const imports = (path: string, from: string) => faults(path, `import { a } from "${from}"; a();`);
    expect(imports("packages/api/src/session/read/inbox.ts", "../../agent/rules.ts")).toHaveLength(1);
    expect(imports("packages/api/src/chatbot/rules.ts", "../agent/rules.ts")).toHaveLength(1);
    expect(imports("packages/api/src/system/router.ts", "../agent/settings.ts")).toHaveLength(1);
    expect(imports("packages/rest/src/http/adapter.ts", "../agent/api.ts")).toHaveLength(1);
    expect(imports("apps/web/src/inbox/list/inbox-row.tsx", "../../agent/strings.ts")).toHaveLength(1);
    expect(
      imports("apps/server/src/http/download-routes.ts", "@parley/api/chatbot/transcript/text"),
    ).toHaveLength(1);
    expect(imports("packages/rest/src/chatbot/reply.ts", "@parley/api/chatbot/schema")).toEqual([]);
    expect(imports("apps/web/src/kinds.tsx", "./agent/kind.tsx")).toEqual([]);
    expect(imports("apps/web/src/app/(app)/agents/page.tsx", "../../../agent/agents/list-page.tsx")).toEqual(
      [],
    );
    expect(imports("packages/api/src/kinds.ts", "./agent/kind.ts")).toEqual([]);
    expect(imports("packages/api/src/root.ts", "./agent/router.ts")).toEqual([]);
    expect(imports("packages/api/src/agent/router.ts", "./agents/router.ts")).toEqual([]);
    expect(imports("packages/rest/src/kinds.ts", "./agent/api.ts")).toEqual([]);
  });
});

describe("process.env", () => {
  it("is read in one file only", () => {
    const text = "export const port = Number(process.env.PORT);";
    expect(faults("packages/api/src/services.ts", text)).toHaveLength(1);
    expect(faults("apps/server/src/env.ts", text)).toEqual([]);
    expect(faults("bench/run.ts", text)).toEqual([]);
    expect(
      faults("packages/api/src/services.ts", 'export const a = "process.env.PORT"; // process.env'),
    ).toEqual([]);
  });
});
