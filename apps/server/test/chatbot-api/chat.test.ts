import { type FakeProvider, type Scripted, startFakeProvider } from "@parley/ai/testing";
import { createTextEngine } from "@parley/ai/text";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import {
  type Ask,
  type ChatbotApi,
  eventsOf,
  PATIENTLY,
  type Reply,
  refusal,
  refused,
  replyOf,
  type Said,
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

/** An API whose chatbots are spoken for by the scripted model. */
const withModel = (chatReplyTimeoutMs: number, jobs = true) =>
  startChatbotApi({
    ...{ jobs, kindSettings: { chatbot: { replyTimeoutMs: chatReplyTimeoutMs } } },
    text: createTextEngine({ model: "openai-compatible:fake", openaiBaseUrl: provider.url }),
  });

const chat = (sessionId: string, content: string, ask: Ask = {}, on = api) =>
  on.ask("POST", `/sessions/chat?sessionId=${sessionId}`, { body: { content }, ...ask });

async function stream(sessionId: string, content: string, ask: Ask = {}, on = api) {
  const headers = { accept: "text/event-stream", ...ask.headers };
  const asked = { token: on.person.token, body: { content }, ...ask, headers };
  return send(on.server, "POST", `/sessions/chat?sessionId=${sessionId}`, asked);
}

/** Says what the model does with the next request. */
const script = (...next: Scripted[]) => provider.script(...next);
const replies = (text: string, delayMs?: number): Scripted => ({
  ...{ kind: "reply", text: text.split(/(?= )/) },
  ...(delayMs !== undefined && { delayMs }),
});
const rolesIn = (messages: Said[]) => messages.map(({ role, content }) => `${role}: ${content}`);
const said = ({ body }: Reply) => body.data as Said;

/** Waits until the model is asked to reply for the n-th time from now. */
function asked(n = 1) {
  const before = provider.requests.length;
  return () => expect.poll(() => provider.requests.length, PATIENTLY).toBeGreaterThanOrEqual(before + n);
}

it("waits for the reply and stores both turns", async () => {
  script(replies("We open at nine."));
  const { id } = await api.create();
  const reply = await chat(id, "When do you open?");
  expect(reply.status).toBe(200);
  expect(said(reply)).toEqual({
    ...{ role: "assistant", content: "We open at nine.", timestamp: expect.any(String) },
  });
  const { messages } = await api.read(id);
  expect(rolesIn(messages)).toEqual(["user: When do you open?", "assistant: We open at nine."]);
  expect(messages[1]).toEqual(said(reply));
});

it("does not store a turn again that was stored through /message", async () => {
  const { id } = await api.create();
  await api.say(id, "When do you open?");
  script(replies("At nine."), replies("At nine, as I said."));
  await chat(id, "When do you open?");
  await chat(id, "When do you open?");
  expect(rolesIn((await api.read(id)).messages)).toEqual([
    "user: When do you open?",
    "assistant: At nine.",
    "user: When do you open?",
    "assistant: At nine, as I said.",
  ]);
});

it("stores a turn again where the same words were another's, or not the last", async () => {
  const { id } = await api.create();
  await api.say(id, "Yes", "assistant");
  script(replies("Good."));
  await chat(id, "Yes");
  expect(rolesIn((await api.read(id)).messages)).toEqual(["assistant: Yes", "user: Yes", "assistant: Good."]);
});

it("needs no more than the scope to write", async () => {
  const { id } = await api.create();
  script(replies("Hello."));
  expect((await chat(id, "Hi", { token: await api.keyWith("sessions:write") })).status).toBe(200);
});

it("answers two at once one after the other, each with its own reply", async () => {
  const { id } = await api.create();
  // What the model says depends on what it was asked last.
  script(replies("The first.", 150), replies("The second."));
  const isAsked = asked();
  const first = chat(id, "One?");
  await isAsked();
  const second = chat(id, "Two?");
  expect([said(await first).content, said(await second).content]).toEqual(["The first.", "The second."]);
  const answered = (await api.read(id)).messages.filter(({ role }) => role === "assistant");
  expect(answered).toEqual([said(await first), said(await second)]);
});

describe("where no reply can be made", () => {
  it.each<[string, Scripted]>([
    ["refuses", { kind: "status", status: 400, message: "sk-secret" }],
    ["breaks off", { kind: "error", type: "server_error", after: ["It began"] }],
    ["says nothing", { kind: "reply", text: "" }],
  ])(
    "because the model %s, answers with a fallback that says so",
    async (_, scripted) => {
      const { id } = await api.create();
      provider.standing(scripted);
      onTestFinished(() => provider.standing(replies("This is a scripted reply.")));
      const reply = await chat(id, "Hello?");
      expect(reply.status).toBe(200);
      expect(said(reply)).toMatchObject({ role: "assistant", metadata: { fallback: true } });
      expect(Object.keys(said(reply).metadata ?? {})).toEqual(["fallback"]);
      expect((await api.read(id)).messages).toEqual([
        { role: "user", content: "Hello?", timestamp: expect.any(String) },
        said(reply),
      ]);
      expect(JSON.stringify(reply.body)).not.toContain("secret");
    },
    30_000,
  );

  it("because the model takes too long, answers with one in time", async () => {
    await using slow = await withModel(400);
    const { id } = await slow.create();
    script({ kind: "hang", after: ["Well"] });
    const started = Date.now();
    const reply = await chat(id, "Hello?", {}, slow);
    expect(said(reply)).toMatchObject({ role: "assistant", metadata: { fallback: true } });
    expect(Date.now() - started).toBeLessThan(5_000);
  });

  it("because nobody writes replies, says so, and keeps the turn", async () => {
    await using idle = await withModel(200, false);
    const { id } = await idle.create();
    const reply = await chat(id, "Hello?", {}, idle);
    expect(reply.status).toBe(500);
    expect(reply.body.message).toContain("The reply is not there yet");
    expect(rolesIn((await idle.read(id)).messages)).toEqual(["user: Hello?"]);
  });
});

describe("while the reply is written", () => {
  it("ends with the session: 404, and nothing more is stored", async () => {
    for (const endIt of [
      (id: string) => api.ask("POST", `/sessions/${id}/end`),
      (id: string) => api.ask("PUT", `/sessions/${id}`, { body: { status: "TERMINATED" } }),
    ]) {
      const { id } = await api.create();
      script({ kind: "hang", after: ["It began"] });
      const isAsked = asked();
      const waiting = chat(id, "Hello?");
      await isAsked();
      expect((await endIt(id)).status).toBe(200);
      expect(await waiting).toMatchObject(refused(404, "Session not found or not active"));
      expect(rolesIn((await api.read(id)).messages)).toEqual(["user: Hello?"]);
    }
  });

  it("a client that goes away changes nothing: the reply is made", async () => {
    const { id } = await api.create();
    script(replies("Here you are.", 100));
    const leaving = new AbortController();
    const isAsked = asked();
    const sent = fetch(`${api.server.url}/sessions/chat?sessionId=${id}`, {
      method: "POST",
      headers: { authorization: `Bearer ${api.person.token}` },
      body: JSON.stringify({ content: "Hello?" }),
      signal: leaving.signal,
    }).catch(() => "gone");
    await isAsked();
    leaving.abort();
    expect(await sent).toBe("gone");
    await expect
      .poll(async () => rolesIn((await api.read(id)).messages), PATIENTLY)
      .toEqual(["user: Hello?", "assistant: Here you are."]);
  });

  it("one that went away may ask again with its Idempotency-Key: nothing is said twice", async () => {
    for (const isStoredBefore of [true, false]) {
      const { id } = await api.create();
      if (isStoredBefore) await api.say(id, "Hello?");
      script(replies("Here you are.", 50), replies("Not this."));
      const headers = { "idempotency-key": crypto.randomUUID() };
      const leaving = new AbortController();
      const isAsked = asked();
      const sent = fetch(`${api.server.url}/sessions/chat?sessionId=${id}`, {
        method: "POST",
        headers: { ...headers, authorization: `Bearer ${api.person.token}` },
        body: JSON.stringify({ content: "Hello?" }),
        signal: leaving.signal,
      }).catch(() => "gone");
      await isAsked();
      leaving.abort();
      expect(await sent).toBe("gone");
      await expect.poll(async () => (await api.read(id)).messages.length, PATIENTLY).toBe(2);
      const repeat = () => chat(id, "Hello?", { headers });
      await expect.poll(async () => (await repeat()).status, PATIENTLY).toBe(200);
      expect(said(await repeat()).content).toBe("Here you are.");
      expect(rolesIn((await api.read(id)).messages)).toEqual(["user: Hello?", "assistant: Here you are."]);
      // What was not asked for is taken by the next one.
      await chat(id, "Hello?");
      expect((await api.read(id)).messages).toHaveLength(4);
    }
  });

  it("one that is taken back before it began is 409", async () => {
    await using idle = await withModel(60_000, false);
    const { id } = await idle.create();
    const waiting = chat(id, "Hello?", {}, idle);
    await expect.poll(async () => (await idle.read(id)).messages.length, PATIENTLY).toBe(1);
    await idle.server
      .callerOf({ type: "user", ownerId: idle.person.id })
      .chatbot.replies.stop({ sessionId: id });
    expect(await waiting).toMatchObject(refused(409, "The reply was taken back before it began"));
  });
});

describe("with Accept: text/event-stream", () => {
  it("tells the turn, the reply's pieces in order, and the reply as it was stored", async () => {
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

  it("tells the time of a turn that was stored before with another", async () => {
    const { id } = await api.create();
    const message = { role: "user", content: "Hello?", timestamp: "2026-01-02T03:04:05.000Z" };
    await api.ask("POST", `/sessions/message?sessionId=${id}`, { body: { message } });
    script(replies("Hello."));
    const [turn] = await eventsOf(await stream(id, "Hello?"));
    expect(turn).toEqual({ event: "user_message", data: message });
  });

  it("tells of a fallback at its end", async () => {
    const { id } = await api.create();
    provider.standing({ kind: "status", status: 400 });
    onTestFinished(() => provider.standing(replies("This is a scripted reply.")));
    const events = await eventsOf(await stream(id, "Hello?"));
    expect(events.at(-1)).toMatchObject({ event: "done", data: { data: { metadata: { fallback: true } } } });
  });

  it("ends with an error when the session does", async () => {
    const { id } = await api.create();
    script({ kind: "hang", after: ["It began"] });
    const isAsked = asked();
    const streaming = stream(id, "Hello?").then(eventsOf);
    await isAsked();
    await api.ask("POST", `/sessions/${id}/end`);
    expect((await streaming).at(-1)).toEqual({
      event: "error",
      data: refusal("Session not found or not active"),
    });
  });

  it("refuses as everywhere before it begins", async () => {
    const { id } = await api.create();
    expect(await replyOf(await stream("x", "Hi"))).toMatchObject({ status: 400 });
    expect(await replyOf(await stream(id, ""))).toMatchObject({ status: 400 });
    expect(await replyOf(await stream(id, "Hi", { token: null }))).toMatchObject({ status: 401 });
    await api.ask("POST", `/sessions/${id}/end`);
    const reply = await replyOf(await stream(id, "Hi"));
    expect(reply).toMatchObject(refused(404, "Session not found or not active"));
  });

  it("repeated with the same Idempotency-Key tells the same reply again", async () => {
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
