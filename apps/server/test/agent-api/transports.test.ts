import { startFakeProvider } from "@parley/ai/testing";
import { createTextEngine } from "@parley/ai/text";
import { agentSettings } from "@parley/api/agent/settings";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AgentApi, type Body, POLL_OPTIONS, SESSIONS, startAgentApi } from "./harness.ts";

let api: AgentApi;
beforeAll(async () => {
  api = await startAgentApi();
});
afterAll(() => api[Symbol.asyncDispose]());

type Event = { event: string; data: Body };

/** Sends with transport sse and reads the stream to its end. */
async function stream(on: AgentApi, sessionId: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${on.server.url}${SESSIONS}/${sessionId}/messages`, {
    method: "POST",
    headers: { authorization: `Bearer ${on.person.token}`, ...headers },
    body: JSON.stringify({ content: "Hello, who are you?", transport: "sse" }),
  });
  const text = await response.text();
  const events = text
    .split("\n\n")
    .filter((block) => block.startsWith("event:"))
    .map((block): Event => {
      const [, event, data] = /^event: (\S+)\ndata: (.*)$/.exec(block) ?? [];
      return { event: event ?? "", data: JSON.parse(data ?? "null") };
    });
  return { response, events };
}

const messagesOf = async (on: AgentApi, sessionId: string) =>
  (await on.request("GET", `/${sessionId}/messages`)).body.messages as Body[];

const send = (on: AgentApi, sessionId: string, transport?: string) =>
  on.request("POST", `/${sessionId}/messages`, {
    body: { content: "Hello", ...(transport && { transport }) },
  });

describe("http", () => {
  it("waits for the reply and returns it with the message", async () => {
    const { sessionId } = await api.create();
    const { status, body } = await send(api, sessionId, "http");
    expect(status).toBe(201);
    expect(body).toMatchObject({ content: "Hello", isAgent: false, sessionStatus: { renewalCount: 1 } });
    expect(body.agentResponse).toMatchObject({ sessionId, isAgent: true, authorId: api.agentId });
    expect(body).not.toHaveProperty("success");
    expect((await messagesOf(api, sessionId))[0]).toEqual(body.agentResponse);
  });

  it("requires only the scope sessions:write", async () => {
    const { sessionId } = await api.create();
    const token = await api.keyWith("sessions:write");
    const body = { content: "Hello", transport: "http" };
    const reply = await api.request("POST", `/${sessionId}/messages`, { token, body });
    expect(reply.body.agentResponse).toMatchObject({ isAgent: true });
  });

  it("counts as one request for the rate limit", async () => {
    await using limited = await startAgentApi({
      limits: { scale: 1 },
      kindSettings: {
        agent: {
          ...agentSettings.defaults,
          limits: { ...agentSettings.defaults.limits, perSessionMinute: 1 },
        },
      },
    });
    const { sessionId } = await limited.create();
    expect((await send(limited, sessionId, "http")).body.agentResponse).toMatchObject({ isAgent: true });
  });
});

it("does not wait for the reply with websocket or without a transport", async () => {
  await using quiet = await startAgentApi({ jobs: false });
  const { sessionId } = await quiet.create();
  for (const transport of ["websocket", undefined]) {
    const { status, body } = await send(quiet, sessionId, transport);
    expect(status).toBe(201);
    expect(body).not.toHaveProperty("agentResponse");
  }
});

describe("sse", () => {
  it("streams the message, the reply's chunks in order, and the stored reply", async () => {
    const { sessionId } = await api.create();
    const { response, events } = await stream(api, sessionId);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    const [first, ...rest] = events;
    const last = rest.pop();
    expect(first).toMatchObject({
      event: "user_message",
      data: { sessionId, sessionStatus: { wasRenewed: true } },
    });
    const messageId = first?.data.id;
    expect(rest.length).toBeGreaterThan(0);
    expect(rest.map(({ event, data }) => [event, data.messageId, data.index])).toEqual(
      rest.map((_, index) => ["chunk", messageId, index]),
    );
    expect(last).toMatchObject({ event: "done", data: { messageId, agentResponse: { isAgent: true } } });
    const agentResponse = last?.data.agentResponse as Body;
    expect(rest.map(({ data }) => data.chunk).join("")).toBe(agentResponse.content);
    expect((await messagesOf(api, sessionId))[0]).toEqual(agentResponse);
  });

  it("answers errors as JSON before the stream begins", async () => {
    const reply = await api.request("POST", "/nothing/messages", {
      body: { content: "Hi", transport: "sse" },
    });
    expect(reply).toMatchObject({ status: 404, body: { code: "SESSION_NOT_FOUND" } });
  });

  it("replays the same message for the same Idempotency-Key", async () => {
    const { sessionId } = await api.create();
    const headers = { "idempotency-key": crypto.randomUUID() };
    const first = await stream(api, sessionId, headers);
    const again = await stream(api, sessionId, headers);
    expect(again.events[0]?.data.id).toBe(first.events[0]?.data.id);
    expect(again.events.at(-1)).toEqual(first.events.at(-1));
    expect(await messagesOf(api, sessionId)).toHaveLength(2);
  });

  it("ends when the session is deleted during the stream", async () => {
    await using quiet = await startAgentApi({ jobs: false });
    const { sessionId } = await quiet.create();
    const streaming = stream(quiet, sessionId);
    await expect.poll(() => messagesOf(quiet, sessionId), POLL_OPTIONS).toHaveLength(1);
    await quiet.request("DELETE", `/${sessionId}`);
    const { events } = await streaming;
    expect(events.map((e) => e.event)).toEqual(["user_message", "done"]);
    expect(events[1]?.data.agentResponse).toBeNull();
  });
});

describe("with a provider that fails", () => {
  async function withFailing() {
    const provider = await startFakeProvider();
    provider.standing({ kind: "error", type: "server_error", message: "Scripted", after: ["It began"] });
    const text = createTextEngine({
      model: "openai:gpt-test",
      openaiApiKey: "sk-test",
      openaiBaseUrl: provider.url,
    });
    const failing = await startAgentApi({ text });
    return {
      failing,
      async [Symbol.asyncDispose]() {
        await failing[Symbol.asyncDispose]();
        await provider[Symbol.asyncDispose]();
      },
    };
  }

  it("http and sse report the failure, and the user's message is stored", async () => {
    await using setup = await withFailing();
    const { failing } = setup;
    const one = await failing.create();
    const { status, body } = await send(failing, one.sessionId, "http");
    expect(status).toBe(201);
    expect(body.agentResponse).toMatchObject({ metadata: { error: { reason: expect.any(String) } } });
    expect(JSON.stringify(body)).not.toContain("sk-test");
    const two = await failing.create();
    const { events } = await stream(failing, two.sessionId);
    expect(events.at(-1)).toMatchObject({
      event: "error",
      data: {
        messageId: events[0]?.data.id,
        error: "ReplyFailedError",
        code: "REPLY_FAILED",
        details: { error: {} },
      },
    });
    for (const { sessionId } of [one, two]) {
      const messages = await messagesOf(failing, sessionId);
      expect(messages.map((m) => m.isAgent)).toEqual([true, false]);
      expect(messages[0]?.metadata).toHaveProperty("error");
    }
  }, 30_000);
});
