import { createParleyClient, refusalReason } from "@parley/client";
import { expect, test, vi } from "vitest";
import { startTestServer, type TestServer } from "../src/testing.ts";

const PATIENT = 5_000;

/** Watches a session over HTTP, as a program does. */
function watch(url: string, token: string, sessionId: string) {
  const seen: string[] = [];
  const state: { refusal?: string | undefined } = {};
  const stop = createParleyClient({ baseUrl: url, token }).sessions.events.subscribe(
    { sessionId },
    {
      onStarted: () => seen.push("started"),
      onData: (event) => void seen.push("data" in event ? event.data.type : event.type),
      onError: (error) => {
        state.refusal = refusalReason(error);
      },
    },
  );
  return { seen, state, stop: () => stop.unsubscribe() };
}

async function openSession(server: TestServer) {
  const owner = await server.signUp();
  const client = createParleyClient({ baseUrl: server.url, token: owner.token });
  const { items } = await client.agent.agents.list.query();
  const session = await client.agent.create.mutate({ agentId: items[0]?.id ?? "", userId: "u" });
  return { client, session };
}

test("a stream that a revoked key opened is told nothing more", async () => {
  await using server = await startTestServer();
  const { client, session } = await openSession(server);
  const key = await client.keys.create.mutate({ name: "watcher", scopes: ["sessions:read"] });
  const watcher = watch(server.url, key.key, session.id);
  await vi.waitFor(() => expect(watcher.seen).toContain("started"), PATIENT);
  await client.agent.messages.send.mutate({ sessionId: session.id, content: "before" });
  await vi.waitFor(
    () => expect(watcher.seen.filter((type) => type === "message.created")).toHaveLength(2),
    PATIENT,
  );

  await client.keys.revoke.mutate({ id: key.id });
  await vi.waitFor(() => expect(watcher.state.refusal).toBe("UNAUTHORIZED"), PATIENT);
  const before = watcher.seen.length;
  await client.agent.messages.send.mutate({ sessionId: session.id, content: "after" });
  await vi.waitFor(async () => {
    const { items } = await client.agent.messages.list.query({ sessionId: session.id });
    expect(items).toHaveLength(4);
  });
  expect(watcher.seen).toHaveLength(before);
  watcher.stop();
}, 20_000);
