import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { agentKind } from "../../agent/kind.ts";
import { startTestApi, type TestApi, type TestPerson } from "../../testing.ts";
import type { SessionKind } from "../kind.ts";
import { writeReply } from "./writer.ts";

/** Agent sessions that keep a version of something with each finished reply. */
const versioned: SessionKind = {
  ...agentKind,
  async compose(_services, { messageId }) {
    const id = crypto.randomUUID();
    const effects = { version_title: `Version for ${messageId}` };
    return { id, authorId: "agent", content: "Done", status: "complete", metadata: {}, effects };
  },
  replyEffects: {
    inputColumns: "version_title text",
    statements: {
      kept: sql`insert into kept_version (session_id, seq, title)
        select session_id, new_seq, version_title from moved`,
    },
  },
};

let api: TestApi;
let me: TestPerson;
beforeAll(async () => {
  api = await startTestApi({ moreKinds: [versioned] });
  me = await api.person();
  await api.services.db
    .$client`create table kept_version (session_id text, seq integer, title text not null)`;
});
afterAll(() => api[Symbol.asyncDispose]());

const versions = (id: string) =>
  api.services.db.$client`select seq, title from kept_version where session_id = ${id}`;

async function ask() {
  const { id } = await me.caller.agent.create({ agentId: me.agentId, userId: "visitor" });
  const { message } = await me.caller.agent.messages.send({ sessionId: id, content: "Make a slide" });
  const claim = await api.services.replies.claim(api.clock.now());
  if (!claim) throw new Error("no reply was claimed");
  return { id, messageId: message.id, claim };
}

it("stores what the kind keeps with a finished reply, in the same statement as its message", async () => {
  const { id, messageId, claim } = await ask();
  await writeReply(api.services, claim, new AbortController().signal);
  const { items } = await me.caller.sessions.messages({ sessionId: id });
  expect(items[0]).toMatchObject({ isAgent: true, replyTo: messageId, content: "Done" });
  expect([...(await versions(id))]).toEqual([{ seq: 3, title: `Version for ${messageId}` }]);
});

it("stores neither when the claim was lost, nor when one of them fails", async () => {
  const { id, claim } = await ask();
  const finished = {
    id: crypto.randomUUID(),
    authorId: "agent",
    content: "Done",
    status: "complete" as const,
  };
  const finish = (attempt: number, title: string | null) =>
    api.services.replies.finish(
      { ...claim, attempt },
      { ...finished, metadata: {}, effects: { version_title: title } },
      api.clock.now(),
    );
  expect(await finish(claim.attempt + 1, "Lost")).toBe(false);
  await expect(finish(claim.attempt, null)).rejects.toThrow();
  expect([...(await versions(id))]).toEqual([]);
  expect((await me.caller.sessions.messages({ sessionId: id })).items).toHaveLength(1);
  // The claim is still held: the reply can be finished.
  expect(await finish(claim.attempt, "Kept")).toBe(true);
  expect([...(await versions(id))]).toEqual([{ seq: 3, title: "Kept" }]);
});
