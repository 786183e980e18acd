import { type FakeProvider, type Scripted, startFakeProvider } from "@parley/ai/testing";
import { createTextEngine } from "@parley/ai/text";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import {
  type ChatbotApi,
  type ChatMessage,
  eventsOf,
  POLL_OPTIONS,
  type Reply,
  type RequestOptions,
  refusal,
  refused,
  replyOf,
  send,
  startChatbotApi,
} from "./harness.ts";

let provider: FakeProvider;
let api: ChatbotApi;
beforeAll(async () => {
  provider = await startFakeProvider();
  api = await withModel(60_000);
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
  await provider.close();
});

/** An API whose chatbots use the scripted model. */
const withModel = (chatReplyTimeoutMs: number, jobs = true) =>
  startChatbotApi({
    jobs,
    kindSettings: { chatbot: { replyTimeoutMs: chatReplyTimeoutMs } },
    text: createTextEngine({ model: "openai-compatible:fake", openaiBaseUrl: provider.url }),
  });

const chat = (sessionId: string, content: string, options: RequestOptions = {}, on = api) =>
  on.request("POST", `/sessions/chat?sessionId=${sessionId}`, { body: { content }, ...options });

async function stream(sessionId: string, content: string, options: RequestOptions = {}, on = api) {
  const headers = { accept: "text/event-stream", ...options.headers };
  const request = { token: on.person.token, body: { content }, ...options, headers };
  return send(on.server, "POST", `/sessions/chat?sessionId=${sessionId}`, request);
}

/** Scripts what the model does with the next requests. */
const script = (...next: Scripted[]) => provider.script(...next);
const replies = (text: string, delayMs?: number): Scripted => ({
  kind: "reply",
  text: text.split(/(?= )/),
  ...(delayMs !== undefined && { delayMs }),
});
const turnsOf = (messages: ChatMessage[]) => messages.map(({ role, content }) => `${role}: ${content}`);
const messageOf = ({ body }: Reply) => body.data as ChatMessage;

/** @returns a function that waits until the model has got `n` more requests, counted from this call. */
function modelRequestWaiter(n = 1) {
  const before = provider.requests.length;
  return () => expect.poll(() => provider.requests.length, POLL_OPTIONS).toBeGreaterThanOrEqual(before + n);
}

it("waits for the reply and stores both turns", async () => {
  script(replies("We open at nine."));
  const { id } = await api.create();
  const reply = await chat(id, "When do you open?");
  expect(reply.status).toBe(200);
  expect(messageOf(reply)).toEqual({
    role: "assistant",
    content: "We open at nine.",
    timestamp: expect.any(String),
  });
  const { messages } = await api.read(id);
  expect(turnsOf(messages)).toEqual(["user: When do you open?", "assistant: We open at nine."]);
  expect(messages[1]).toEqual(messageOf(reply));
});

it("does not store the user message again when it was stored through /message", async () => {
  const { id } = await api.create();
  await api.addMessage(id, "When do you open?");
  script(replies("At nine."), replies("At nine, as I said."));
  await chat(id, "When do you open?");
  await chat(id, "When do you open?");
  expect(turnsOf((await api.read(id)).messages)).toEqual([
    "user: When do you open?",
    "assistant: At nine.",
    "user: When do you open?",
    "assistant: At nine, as I said.",
  ]);
});

it("stores the user message when the last message has the same content but another role", async () => {
  const { id } = await api.create();
  await api.addMessage(id, "Yes", "assistant");
  script(replies("Good."));
  await chat(id, "Yes");
  expect(turnsOf((await api.read(id)).messages)).toEqual(["assistant: Yes", "user: Yes", "assistant: Good."]);
});

it("requires only the scope sessions:write", async () => {
  const { id } = await api.create();
  script(replies("Hello."));
  expect((await chat(id, "Hi", { token: await api.keyWith("sessions:write") })).status).toBe(200);
});

it("processes two concurrent chats in turn, each with its own reply", async () => {
  const { id } = await api.create();
  // The scripted replies are used in the order of the model's requests.
  script(replies("The first.", 150), replies("The second."));
  const waitForModelRequest = modelRequestWaiter();
  const first = chat(id, "One?");
  await waitForModelRequest();
  const second = chat(id, "Two?");
  expect([messageOf(await first).content, messageOf(await second).content]).toEqual([
    "The first.",
    "The second.",
  ]);
  const stored = (await api.read(id)).messages.filter(({ role }) => role === "assistant");
  expect(stored).toEqual([messageOf(await first), messageOf(await second)]);
});

describe("when no reply can be generated", () => {
  it.each<[string, Scripted]>([
    ["refuses", { kind: "status", status: 400, message: "sk-secret" }],
    ["breaks off", { kind: "error", type: "server_error", after: ["It began"] }],
    ["replies with empty text", { kind: "reply", text: "" }],
  ])(
    "because the model %s, answers with a message marked as fallback",
    async (_, scripted) => {
      const { id } = await api.create();
      provider.standing(scripted);
      onTestFinished(() => provider.standing(replies("This is a scripted reply.")));
      const reply = await chat(id, "Hello?");
      expect(reply.status).toBe(200);
      expect(messageOf(reply)).toMatchObject({ role: "assistant", metadata: { fallback: true } });
      expect(Object.keys(messageOf(reply).metadata ?? {})).toEqual(["fallback"]);
      expect((await api.read(id)).messages).toEqual([
        { role: "user", content: "Hello?", timestamp: expect.any(String) },
        messageOf(reply),
      ]);
      expect(JSON.stringify(reply.body)).not.toContain("secret");
    },
    30_000,
  );

  it("because the model exceeds its timeout, answers with a fallback by then", async () => {
    await using slow = await withModel(400);
    const { id } = await slow.create();
    script({ kind: "hang", after: ["Well"] });
    const started = Date.now();
    const reply = await chat(id, "Hello?", {}, slow);
    expect(messageOf(reply)).toMatchObject({ role: "assistant", metadata: { fallback: true } });
    expect(Date.now() - started).toBeLessThan(5_000);
  });

  it("because no worker runs, answers 500 and keeps the user message", async () => {
    await using idle = await withModel(200, false);
    const { id } = await idle.create();
    const reply = await chat(id, "Hello?", {}, idle);
    expect(reply.status).toBe(500);
    expect(reply.body.message).toContain("The reply is not there yet");
    expect(turnsOf((await idle.read(id)).messages)).toEqual(["user: Hello?"]);
  });
});

describe("while the reply is generated", () => {
  it("answers 404 when the session ends, and stores nothing more", async () => {
    for (const endSession of [
      (id: string) => api.request("POST", `/sessions/${id}/end`),
      (id: string) => api.request("PUT", `/sessions/${id}`, { body: { status: "TERMINATED" } }),
    ]) {
      const { id } = await api.create();
      script({ kind: "hang", after: ["It began"] });
      const waitForModelRequest = modelRequestWaiter();
      const waiting = chat(id, "Hello?");
      await waitForModelRequest();
      expect((await endSession(id)).status).toBe(200);
      expect(await waiting).toMatchObject(refused(404, "Session not found or not active"));
      expect(turnsOf((await api.read(id)).messages)).toEqual(["user: Hello?"]);
    }
  });

  it("stores the reply when the client disconnects", async () => {
    const { id } = await api.create();
    script(replies("Here you are.", 100));
    const disconnect = new AbortController();
    const waitForModelRequest = modelRequestWaiter();
    const sent = fetch(`${api.server.url}/sessions/chat?sessionId=${id}`, {
      method: "POST",
      headers: { authorization: `Bearer ${api.person.token}` },
      body: JSON.stringify({ content: "Hello?" }),
      signal: disconnect.signal,
    }).catch(() => "aborted");
    await waitForModelRequest();
    disconnect.abort();
    expect(await sent).toBe("aborted");
    await expect
      .poll(async () => turnsOf((await api.read(id)).messages), POLL_OPTIONS)
      .toEqual(["user: Hello?", "assistant: Here you are."]);
  });

  it("a client that disconnected gets the reply by repeating its Idempotency-Key: nothing is stored twice", async () => {
    for (const isStoredBefore of [true, false]) {
      const { id } = await api.create();
      if (isStoredBefore) await api.addMessage(id, "Hello?");
      script(replies("Here you are.", 50), replies("Not this."));
      const headers = { "idempotency-key": crypto.randomUUID() };
      const disconnect = new AbortController();
      const waitForModelRequest = modelRequestWaiter();
      const sent = fetch(`${api.server.url}/sessions/chat?sessionId=${id}`, {
        method: "POST",
        headers: { ...headers, authorization: `Bearer ${api.person.token}` },
        body: JSON.stringify({ content: "Hello?" }),
        signal: disconnect.signal,
      }).catch(() => "aborted");
      await waitForModelRequest();
      disconnect.abort();
      expect(await sent).toBe("aborted");
      await expect.poll(async () => (await api.read(id)).messages.length, POLL_OPTIONS).toBe(2);
      const repeat = () => chat(id, "Hello?", { headers });
      await expect.poll(async () => (await repeat()).status, POLL_OPTIONS).toBe(200);
      expect(messageOf(await repeat()).content).toBe("Here you are.");
      expect(turnsOf((await api.read(id)).messages)).toEqual(["user: Hello?", "assistant: Here you are."]);
      // A request without the key is a new one and uses the next scripted reply.
      await chat(id, "Hello?");
      expect((await api.read(id)).messages).toHaveLength(4);
    }
  });

  it("answers 409 when the reply is cancelled before it starts", async () => {
    await using idle = await withModel(60_000, false);
    const { id } = await idle.create();
    const waiting = chat(id, "Hello?", {}, idle);
    await expect.poll(async () => (await idle.read(id)).messages.length, POLL_OPTIONS).toBe(1);
    await idle.server
      .callerOf({ type: "user", ownerId: idle.person.id })
      .chatbot.replies.stop({ sessionId: id });
    expect(await waiting).toMatchObject(refused(409, "The reply was taken back before it began"));
  });
});

describe("with Accept: text/event-stream", () => {
  it("streams the user message, the reply's chunks in order, and the stored reply", async () => {
    const { id } = await api.create();
    script(replies("We open at nine and close at six.", 60));
    const response = await stream(id, "When do you open?");
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    const [turn, ...rest] = await eventsOf(response);
    const last = rest.pop();
    const { messages } = await api.read(id);
    expect(turn).toEqual({ event: "user_message", data: messages[0] });
    expect(last).toEqual({
      event: "done",
      data: { success: true, message: "Message processed successfully", data: messages[1] },
    });
    expect(rest.length).toBeGreaterThan(1);
    expect(rest.map(({ event, data }) => [event, data.index])).toEqual(rest.map((_, i) => ["chunk", i]));
    expect(rest.map(({ data }) => data.chunk).join("")).toBe("We open at nine and close at six.");
  });

  it("sends the stored timestamp of a user message that was stored through /message", async () => {
    const { id } = await api.create();
    const message = { role: "user", content: "Hello?", timestamp: "2026-01-02T03:04:05.000Z" };
    await api.request("POST", `/sessions/message?sessionId=${id}`, { body: { message } });
    script(replies("Hello."));
    const [turn] = await eventsOf(await stream(id, "Hello?"));
    expect(turn).toEqual({ event: "user_message", data: message });
  });

  it("marks a fallback in its last event", async () => {
    const { id } = await api.create();
    provider.standing({ kind: "status", status: 400 });
    onTestFinished(() => provider.standing(replies("This is a scripted reply.")));
    const events = await eventsOf(await stream(id, "Hello?"));
    expect(events.at(-1)).toMatchObject({ event: "done", data: { data: { metadata: { fallback: true } } } });
  });

  it("ends with an error event when the session ends", async () => {
    const { id } = await api.create();
    script({ kind: "hang", after: ["It began"] });
    const waitForModelRequest = modelRequestWaiter();
    const streaming = stream(id, "Hello?").then(eventsOf);
    await waitForModelRequest();
    await api.request("POST", `/sessions/${id}/end`);
    expect((await streaming).at(-1)).toEqual({
      event: "error",
      data: refusal("Session not found or not active"),
    });
  });

  it("answers errors as JSON before the stream begins", async () => {
    const { id } = await api.create();
    expect(await replyOf(await stream("x", "Hi"))).toMatchObject({ status: 400 });
    expect(await replyOf(await stream(id, ""))).toMatchObject({ status: 400 });
    expect(await replyOf(await stream(id, "Hi", { token: null }))).toMatchObject({ status: 401 });
    await api.request("POST", `/sessions/${id}/end`);
    const reply = await replyOf(await stream(id, "Hi"));
    expect(reply).toMatchObject(refused(404, "Session not found or not active"));
  });

  it("replays the same reply for the same Idempotency-Key", async () => {
    const { id } = await api.create();
    script(replies("Only once."));
    const headers = { "idempotency-key": crypto.randomUUID() };
    const first = await eventsOf(await stream(id, "Hello?", { headers }));
    const again = await eventsOf(await stream(id, "Hello?", { headers }));
    expect(again.at(-1)).toEqual(first.at(-1));
    expect(again[0]).toEqual(first[0]);
    expect((await api.read(id)).messages).toHaveLength(2);
  });
});
