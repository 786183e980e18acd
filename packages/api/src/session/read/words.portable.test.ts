import { session } from "@parley/db/schema/session";
import { gt } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { agentServices } from "../../agent/services.ts";
import { startTestApi, type TestApi, type TestPerson } from "../../testing.ts";
import { indexMessages } from "./words.ts";

let api: TestApi;
let me: TestPerson;
beforeAll(async () => {
  api = await startTestApi();
  me = await api.person();
});
afterAll(() => api[Symbol.asyncDispose]());

async function begin(...contents: string[]): Promise<string> {
  const { id } = await me.caller.agent.create({ agentId: me.agentId, userId: "visitor" });
  for (const content of contents) await me.caller.agent.messages.send({ sessionId: id, content });
  return id;
}

const found = async (q: string) => (await me.caller.sessions.list({ q })).items.map(({ id }) => id);
const unindexed = () => api.services.db.$count(session, gt(session.seq, session.indexedSeq));

it("finds sessions of every kind by the words of their messages, at once after they are stored", async () => {
  const id = await begin("The boiler leaks", "It started on Tuesday");
  expect(await found("boiler")).toEqual([id]);
  expect(await found("tuesd")).toEqual([id]);
  expect(await found("boiler tuesday")).toEqual([]);
  await me.caller.agent.messages.send({ sessionId: id, content: "Now the radiator, too" });
  expect(await found("radiator")).toEqual([id]);
});

it("is brought up to date by the job, also by several processes at once", async () => {
  await Promise.all(Array.from({ length: 30 }, (_, i) => begin(`Question ${i}`)));
  await Promise.all([1, 2, 3].map(() => indexMessages(api.services.db)));
  await indexMessages(api.services.db);
  expect(await unindexed()).toBe(0);
});

it("holds the beginning of a message that is too long for the index, and those of the others", async () => {
  const [long, other] = [await begin(), await begin("A short umbrella")];
  await agentServices(api.services).sessions.append({
    id: crypto.randomUUID(),
    sessionId: long,
    ownerId: me.id,
    authorId: "visitor",
    isAgent: false,
    content: `giraffe ${Array.from({ length: 300_000 }, (_, i) => `word${i}`).join(" ")}`,
    at: api.clock.now(),
  });
  expect(await found("giraffe")).toEqual([long]);
  expect(await found("umbrella")).toEqual([other]);
});
