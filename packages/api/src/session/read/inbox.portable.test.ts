import { expect, test } from "vitest";
import { sweepAgentSessions } from "../../agent/jobs.ts";
import { startTestApi, type TestPerson } from "../../testing.ts";
import { writeReply } from "../reply/writer.ts";

const MINUTE = 60_000;

async function sessionOf(person: TestPerson, title?: string): Promise<string> {
  const { id } = await person.caller.agent.create({
    agentId: person.agentId,
    userId: "u",
    ...(title ? { title } : {}),
  });
  return id;
}

const isUnread = async (person: TestPerson, id: string) =>
  (await person.caller.sessions.list({})).items.find((item) => item.id === id)?.unread;

test("pages through all sessions by newest activity, none skipped and none repeated", async () => {
  await using api = await startTestApi();
  const person = await api.person();
  const made: string[] = [];
  for (let i = 0; i < 25; i++) {
    made.push(await sessionOf(person));
    // Several share a moment.
    if (i % 4 === 0) api.clock.advance(1);
  }
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await person.caller.sessions.list({ limit: 4, ...(cursor ? { cursor } : {}) });
    seen.push(...page.items.map((item) => item.id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(seen.toSorted()).toEqual(made.toSorted());
  expect(new Set(seen).size).toBe(made.length);
});

test("a message moves its session up; a title, a pin and an archive do not", async () => {
  await using api = await startTestApi();
  const person = await api.person();
  const first = await sessionOf(person);
  api.clock.advance(MINUTE);
  const second = await sessionOf(person);
  api.clock.advance(MINUTE);
  await person.caller.sessions.update({ id: first, title: "Renamed" });
  expect((await person.caller.sessions.list({})).items.map((item) => item.id)).toEqual([second, first]);
  await person.caller.agent.messages.send({ sessionId: first, content: "hello" });
  expect((await person.caller.sessions.list({})).items.map((item) => item.id)).toEqual([first, second]);
});

test("pinned sessions lead the first page and are on no other; archived ones are apart", async () => {
  await using api = await startTestApi();
  const person = await api.person();
  const ids: string[] = [];
  for (let i = 0; i < 4; i++) {
    api.clock.advance(MINUTE);
    ids.push(await sessionOf(person));
  }
  const [oldest = "", archived = ""] = ids;
  await person.caller.sessions.update({ id: oldest, pinned: true });
  await person.caller.sessions.update({ id: archived, archived: true });
  const first = await person.caller.sessions.list({ limit: 1 });
  expect(first.items.map((item) => [item.id, item.pinned])).toEqual([
    [oldest, true],
    [ids[3], false],
  ]);
  const second = await person.caller.sessions.list({ limit: 1, cursor: first.nextCursor ?? "" });
  expect(second).toMatchObject({ items: [{ id: ids[2] }], nextCursor: null });
  expect((await person.caller.sessions.list({ archived: true })).items.map((item) => item.id)).toEqual([
    archived,
  ]);
});

test("searches titles and agents' names; what means something in a pattern is only itself", async () => {
  await using api = await startTestApi();
  const person = await api.person();
  const percent = await sessionOf(person, "100% of it_all \\ done");
  await sessionOf(person, "1000 of it all");
  const found = async (q: string) => (await person.caller.sessions.list({ q })).items.map((item) => item.id);
  expect(await found("100% OF")).toEqual([percent]);
  expect(await found("it_all \\")).toEqual([percent]);
  expect(await found("%")).toEqual([percent]);
  expect(await found("nothing like it")).toEqual([]);
});

test("a person's own message makes nothing unread for them, and leaves unread what was", async () => {
  await using api = await startTestApi();
  const person = await api.person();
  const { id } = await person.caller.agent.create({ agentId: person.agentId, userId: person.id });
  await person.caller.agent.messages.send({ sessionId: id, content: "hello" });
  expect(await isUnread(person, id)).toBe(false);
  const claim = await api.services.replies.claim(api.clock.now());
  if (!claim) throw new Error("no reply was claimed");
  await writeReply(api.services, claim, new AbortController().signal);
  expect(await isUnread(person, id)).toBe(true);
  await person.caller.agent.messages.send({ sessionId: id, content: "thank you" });
  expect(await isUnread(person, id)).toBe(true);
});

test("messages make a session unread; an expiry that is announced does not", async () => {
  await using api = await startTestApi();
  const person = await api.person();
  const id = await sessionOf(person);
  await person.caller.agent.messages.send({ sessionId: id, content: "hello" });
  expect(await isUnread(person, id)).toBe(true);
  await person.caller.sessions.markRead({ id });
  expect(await isUnread(person, id)).toBe(false);
  await person.caller.agent.renew({ id });
  api.clock.advance(31 * MINUTE);
  await sweepAgentSessions(api.services);
  expect((await person.caller.sessions.get({ id })).status).toBe("expired");
  expect(await isUnread(person, id)).toBe(false);
});

test("nobody sees or touches another person's sessions, and a session's token opens no inbox", async () => {
  await using api = await startTestApi();
  const [owner, stranger] = [await api.person(), await api.person()];
  const id = await sessionOf(owner, "Secret");
  expect((await stranger.caller.sessions.list({ q: "Secret" })).items).toEqual([]);
  const { sessions } = stranger.caller;
  for (const attempt of [
    () => sessions.get({ id }),
    () => sessions.messages({ sessionId: id }),
    () => sessions.update({ id, title: "Mine" }),
    () => sessions.markRead({ id }),
  ]) {
    await expect(attempt()).rejects.toThrow(`Session ${id} was not found`);
  }
  const token = api.callerOf({
    type: "session",
    ownerId: owner.id,
    sessionId: id,
    scopes: ["sessions:read"],
  });
  await expect(token.sessions.list({})).rejects.toThrow("A session's token opens that session alone");
  expect((await token.sessions.get({ id })).title).toBe("Secret");
});
