import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApi, type TestApi, type TestPerson } from "../../testing.ts";
import type { FinishedReply } from "../reply/queue.ts";

let api: TestApi;
let me: TestPerson;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const itemOf = async (id: string) =>
  (await me.caller.sessions.list({ limit: 100 })).items.find((item) => item.id === id);
const needing = async () =>
  (await me.caller.sessions.list({ view: "needs" })).items.map(({ id, attention }) => [id, attention]);

async function startChatbotSession(): Promise<string> {
  const chatbot = await me.caller.chatbot.chatbots.create({ name: "Shop help" });
  const client = await me.caller.chatbot.clients.create({ name: "Ada" });
  return (await me.caller.chatbot.create({ chatbotId: chatbot.id, clientId: client.id })).id;
}

const say = (sessionId: string, content: string) =>
  me.caller.chatbot.messages.add({ sessionId, message: { role: "user", content } });

/** Somebody else's session with an agent, and one of the owner's own. */
const startAgentSession = async (userId: string) =>
  (await me.caller.agent.create({ agentId: me.agentId, userId })).id;

/** Sends a message to an agent, and finishes its reply. */
async function reply(sessionId: string, finished: Partial<FinishedReply>): Promise<void> {
  await me.caller.agent.messages.send({ sessionId, content: "Is it free?" });
  const claim = await api.services.replies.claim(api.clock.now());
  if (!claim) throw new Error("no reply was claimed");
  const whole = { id: crypto.randomUUID(), authorId: me.agentId, content: "Well", metadata: {} };
  await api.services.replies.finish(claim, { ...whole, status: "complete", ...finished }, api.clock.now());
}

describe("what needs an owner", () => {
  beforeAll(async () => {
    me = await api.person();
  });

  it("is a client who may be in danger, until the owner has handled it, and again with the next such message", async () => {
    const id = await startChatbotSession();
    await say(id, "Do you have it in blue?");
    expect(await needing()).toEqual([]);
    await say(id, "I want to kill myself");
    await say(id, "Are you there?");
    expect(await needing()).toEqual([[id, "danger"]]);
    expect(await me.caller.sessions.needs()).toEqual({ count: 1 });
    await me.caller.sessions.handle({ id });
    expect(await needing()).toEqual([]);
    expect((await me.caller.chatbot.get({ id })).dangerAt).not.toBeNull();
    await say(id, "I still want to kill myself");
    expect(await needing()).toEqual([[id, "danger"]]);
    await me.caller.sessions.delete({ id });
  });

  it("is a question without an answer, also after the next answer", async () => {
    const id = await startAgentSession("visitor");
    await reply(id, { unanswered: true });
    await reply(id, {});
    expect(await needing()).toEqual([[id, "unanswered"]]);
    expect((await me.caller.sessions.get({ id })).attention).toBe("unanswered");
    await me.caller.sessions.handle({ id });
    expect(await needing()).toEqual([]);
  });

  it("is a failed reply, until another attempt succeeds", async () => {
    const id = await startAgentSession("visitor");
    await reply(id, { status: "failed" });
    expect(await needing()).toEqual([[id, "failed"]]);
    await reply(id, { status: "stopped" });
    expect(await needing()).toEqual([[id, "failed"]]);
    await reply(id, {});
    expect(await needing()).toEqual([]);
  });

  it("is, of other people's conversations, nothing that is only unread; of their own, what is", async () => {
    const others = await startAgentSession("visitor");
    const own = await startAgentSession(me.id);
    await reply(others, {});
    await reply(own, { unanswered: true });
    expect(await needing()).toEqual([[own, null]]);
    expect(await itemOf(others)).toMatchObject({
      unread: true,
      takesPart: false,
      person: { id: "visitor", name: null },
    });
    expect(await itemOf(own)).toMatchObject({ unread: true, takesPart: true });
    expect((await me.caller.sessions.list({ view: "own" })).items.map(({ id }) => id)).toEqual([own]);
    await me.caller.sessions.markRead({ id: own });
    expect(await needing()).toEqual([]);
  });

  it("is handled by the owner alone, which nobody else is told", async () => {
    const id = await startAgentSession("visitor");
    await reply(id, { fallback: true });
    const { version } = await me.caller.sessions.get({ id });
    const stranger = await api.person();
    await expect(stranger.caller.sessions.handle({ id })).rejects.toThrow(`Session ${id} was not found`);
    expect(await needing()).toEqual([[id, "unanswered"]]);
    await me.caller.sessions.handle({ id });
    expect((await me.caller.sessions.get({ id })).version).toBe(version);
  });
});

describe("a list of sessions", () => {
  beforeAll(async () => {
    me = await api.person();
  });

  it("is narrowed by the person, by name or id, and by time", async () => {
    const chat = await startChatbotSession();
    api.clock.advance(60_000);
    const visit = await startAgentSession("user-456");
    const found = async (filter: Parameters<typeof me.caller.sessions.list>[0]) =>
      (await me.caller.sessions.list(filter)).items.map(({ id }) => id);
    expect(await found({ person: "ad" })).toEqual([chat]);
    expect(await found({ person: "user-456" })).toEqual([visit]);
    expect(await found({ person: "user" })).toEqual([]);
    const at = api.clock.now().toISOString();
    expect(await found({ after: at })).toEqual([visit]);
    expect(await found({ before: at })).toEqual([chat]);
    await expect(found({ after: "yesterday" })).rejects.toThrow("must be an ISO 8601 time");
  });
});

describe("the week", () => {
  it("counts the sessions, messages and unanswered questions of the last seven days", async () => {
    me = await api.person();
    await reply(await startAgentSession("earlier"), { unanswered: true });
    api.clock.advance(8 * 24 * 60 * 60_000);
    const id = await startAgentSession("visitor");
    await reply(id, { unanswered: true });
    await me.caller.sessions.list({ q: "free" });
    expect(await me.caller.sessions.week()).toEqual({ sessions: 1, messages: 2, unanswered: 1 });
  });
});
