import { createServer } from "node:net";
import { createParleyClient, type ParleyClient } from "@parley/client";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { dataFolder, failToStart, type ServerProcess, signUpAt, startProcess } from "./process.ts";

let folder: Awaited<ReturnType<typeof dataFolder>>;
let server: ServerProcess;

beforeAll(async () => {
  folder = await dataFolder();
  server = await startProcess({ DATA_DIR: folder.path, RATE_LIMIT_SCALE: "0" });
});
afterAll(async () => {
  await server.end("SIGTERM");
  await folder.remove();
});

/** Signs up a new person at this server. @returns their token and an API client with it. */
async function personAt({ url }: ServerProcess): Promise<{ token: string; client: ParleyClient }> {
  const token = await signUpAt(url);
  return { token, client: createParleyClient({ baseUrl: url, token }) };
}

/** One line that ends with a full stop, without a stack trace. */
function expectOneLine(output: string): void {
  expect(output.split("\n")).toHaveLength(1);
  expect(output).toMatch(/\.$/);
  expect(output).not.toMatch(/ at |node:|\.ts\b/);
}

describe("a start that fails prints the reason in one line", () => {
  it("when another server uses the folder", async () => {
    const { code, output } = await failToStart({ DATA_DIR: folder.path });
    expect(code).toBe(1);
    expectOneLine(output);
    expect(output).toContain(folder.path);
    // The server that holds the folder still serves.
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  });

  it("when the port is in use", async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) =>
      other.listen(0, "127.0.0.1", () => {
        const address = other.address();
        resolve(typeof address === "object" && address ? address.port : 0);
      }),
    );
    const empty = await dataFolder();
    const { code, output } = await failToStart({ DATA_DIR: empty.path, PORT: String(port) });
    other.close();
    await empty.remove();
    expect(code).toBe(1);
    expectOneLine(output);
    expect(output).toContain(String(port));
  });

  it.each([
    ["no server there", "postgres://somebody:the-password@127.0.0.1:1/parley"],
    ["no such host", "postgres://somebody:the-password@nowhere.invalid/parley"],
    ["another kind of address", "mysql://somebody:the-password@127.0.0.1/parley"],
    ["no address at all", "the-password"],
  ])("when DATABASE_URL is wrong: %s", async (_, DATABASE_URL) => {
    const empty = await dataFolder();
    const { code, output } = await failToStart({ DATA_DIR: empty.path, DATABASE_URL });
    await empty.remove();
    expect(code).toBe(1);
    expect(output).toContain("DATABASE_URL");
    expect(output).not.toContain("the-password");
    expectOneLine(output);
  });
});

it("stops within three seconds during requests and streams, and starts again", async () => {
  const { token, client } = await personAt(server);
  const { items } = await client.agent.agents.list.query();
  const { id: sessionId } = await client.agent.create.mutate({
    agentId: items[0]?.id ?? "",
    userId: "visitor",
  });
  let streamed = 0;
  const streams = Array.from({ length: 10 }, () =>
    client.sessions.events.subscribe({ sessionId, lastEventId: "0" }, { onData: () => (streamed += 1) }),
  );
  let sent = 0;
  const senders = Array.from({ length: 5 }, async () => {
    for (;;) {
      await client.agent.messages.send.mutate({ sessionId, content: "Tell me a long story." });
      sent += 1;
    }
  });
  const failures = Promise.allSettled(senders);
  await vi.waitUntil(() => sent > 30 && streamed > 30, { timeout: 20_000 });

  const started = performance.now();
  expect(await server.end("SIGTERM")).toBe(0);
  expect(performance.now() - started).toBeLessThan(3_000);
  await failures;
  for (const stream of streams) stream.unsubscribe();
  expect(server.output()).not.toMatch(/"level":[56]0/);

  server = await startProcess({ DATA_DIR: folder.path, RATE_LIMIT_SCALE: "0" });
  const headers = { authorization: `Bearer ${token}` };
  const input = encodeURIComponent(JSON.stringify({ sessionId, limit: 100 }));
  const answered = async () => {
    const response = await fetch(`${server.url}/api/trpc/sessions.messages?input=${input}`, { headers });
    const body = (await response.json()) as { result: { data: { items: { isAgent: boolean }[] } } };
    return body.result.data.items.filter((message) => message.isAgent).length;
  };
  await vi.waitUntil(async () => (await answered()) > 0, { timeout: 10_000 });
}, 60_000);
