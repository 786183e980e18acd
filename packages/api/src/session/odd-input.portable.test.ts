import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApi, type TestApi, type TestPerson } from "../testing.ts";

// What the database refuses is refused before it, with a reason.

let api: TestApi;
let me: TestPerson;
beforeAll(async () => {
  api = await startTestApi();
  me = await api.person();
});
afterAll(() => api[Symbol.asyncDispose]());
const wrong = { cause: { reason: "VALIDATION_ERROR" } };

it.each(["999999999999999.x", "1.\0", "1.\ud800", ".x", "1.", "x.y", "-1.x", ""])(
  "the cursor %j is none",
  async (cursor) => {
    await expect(me.caller.sessions.list({ cursor })).rejects.toMatchObject(wrong);
  },
);

it.each([Number.MAX_SAFE_INTEGER, 2 ** 31, -(2 ** 31) - 1, 1.5])(
  "the version %d is none",
  async (ifVersion) => {
    const { id } = await me.caller.agent.create({ agentId: me.agentId, userId: "visitor" });
    const update = me.caller.agent.agents.update({ id: me.agentId, name: "Other", ifVersion });
    await expect(update).rejects.toMatchObject(wrong);
    await expect(me.caller.agent.setTimeout({ id, ifVersion })).rejects.toMatchObject(wrong);
    expect((await me.caller.agent.agents.get({ id: me.agentId })).name).toBe("Helper");
  },
);
