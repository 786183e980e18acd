import { connect, disconnect } from "@parley/db/client";
import { expect, it } from "vitest";
import { eventually, startTestApi } from "../testing.ts";

it("coalesces concurrent health checks into one count", async () => {
  await using api = await startTestApi();
  const me = await api.person();
  await me.caller.agent.create({ agentId: me.agentId, userId: "visitor" });
  const other = connect(api.database.directUrl, { poolSize: 2 });
  const blockedCounts = async () =>
    (
      await other.$client`select from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' and query like '%make_interval%'`
    ).length;
  const checks: Promise<{ activeSessions: number }>[] = [];
  await other.$client.begin(async (tx) => {
    await tx`lock table agent_session in access exclusive mode`;
    for (let i = 0; i < 20; i++) checks.push(api.callerOf(null).agent.health());
    await eventually(blockedCounts).toBe(1);
    // Separate counts would show up one by one, as each gets a connection.
    expect(await blockedCounts()).toBe(1);
  });
  expect((await Promise.all(checks)).map(({ activeSessions }) => activeSessions)).toEqual(
    Array.from({ length: 20 }, () => 1),
  );
  await disconnect(other, 1);
  await me.caller.agent.create({ agentId: me.agentId, userId: "visitor" });
  expect((await api.callerOf(null).agent.health()).activeSessions).toBe(2);
});
