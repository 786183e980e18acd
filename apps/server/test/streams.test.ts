import { createParleyClient, refusalReason } from "@parley/client";
import { expect, test, vi } from "vitest";
import { startTestServer, type TestServer } from "../src/testing.ts";

const WAIT_TIMEOUT_MS = 5_000;

/** Subscribes to a session's events over HTTP. */
function subscribe(url: string, token: string, sessionId: string) {
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

test("a stream ends when the API key that opened it is revoked", async () => {
  await using server = await startTestServer();
  const { client, session } = await openSession(server);
  const key = await client.keys.create.mutate({ name: "watcher", scopes: ["sessions:read"] });
  const subscriber = subscribe(server.url, key.key, session.id);
  await vi.waitFor(() => expect(subscriber.seen).toContain("started"), WAIT_TIMEOUT_MS);
  await client.agent.messages.send.mutate({ sessionId: session.id, content: "before" });
  await vi.waitFor(
    () => expect(subscriber.seen.filter((type) => type === "message.created")).toHaveLength(2),
    WAIT_TIMEOUT_MS,
  );

  await client.keys.revoke.mutate({ id: key.id });
  await vi.waitFor(() => expect(subscriber.state.refusal).toBe("UNAUTHORIZED"), WAIT_TIMEOUT_MS);
  const before = subscriber.seen.length;
  await client.agent.messages.send.mutate({ sessionId: session.id, content: "after" });
  await vi.waitFor(async () => {
    const { items } = await client.agent.messages.list.query({ sessionId: session.id });
    expect(items).toHaveLength(4);
  });
  expect(subscriber.seen).toHaveLength(before);
  subscriber.stop();
}, 20_000);
