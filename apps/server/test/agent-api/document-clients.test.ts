import { expect, it } from "vitest";
import { resilientClient, sessionManager } from "./fixtures/document-clients.ts";
import { type AgentApi, POLL_OPTIONS, startAgentApi } from "./harness.ts";

const fetchOf = (api: AgentApi, mount: string) => (path: string, init: RequestInit) =>
  fetch(`${api.server.url}${mount}${path}`, {
    ...init,
    headers: { ...init.headers, authorization: `Bearer ${api.person.token}` },
  });

it.each(["", "/agent"])(
  "the document's session manager warns once, and reports the expiry (at %j)",
  async (mount) => {
    await using api = await startAgentApi({ jobs: false });
    const timeoutConfig = { timeoutMinutes: 30, autoRenew: false, warningThresholdMinutes: 5 };
    const { sessionId } = await api.create({ timeoutConfig });
    const warnings: number[] = [];
    const lost: unknown[] = [];
    const manager = sessionManager(fetchOf(api, mount), sessionId, {
      warning: (timeRemaining) => warnings.push(timeRemaining),
      lost: (error) => lost.push(error),
    });
    manager.startHeartbeat(30);
    const waitForHeartbeats = async (count: number) => {
      const from = await version(api, sessionId);
      await expect.poll(() => version(api, sessionId), POLL_OPTIONS).toBeGreaterThan(from + count);
    };
    await waitForHeartbeats(2);
    expect(warnings).toEqual([]);
    api.server.clock.advance(26 * 60_000);
    await waitForHeartbeats(3);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toBeGreaterThan(3 * 60_000);
    await api.request("POST", `/${sessionId}/renew`);
    await waitForHeartbeats(2);
    api.server.clock.advance(26 * 60_000);
    await waitForHeartbeats(2);
    expect(warnings).toHaveLength(2);
    expect(lost).toEqual([]);
    api.server.clock.advance(5 * 60_000);
    // `lost` may run more than once: another heartbeat may be in flight when the first is refused.
    await expect.poll(() => lost[0], POLL_OPTIONS).toEqual(new Error("Heartbeat failed: 410"));
    manager.stop();
  },
);

async function version(api: AgentApi, sessionId: string): Promise<number> {
  const etag = (await api.request("GET", `/${sessionId}`)).headers.get("etag") ?? "";
  return Number(etag.replaceAll('"', ""));
}

it.each(["", "/agent"])(
  "the document's resilient client creates a new session when its session is lost (at %j)",
  async (mount) => {
    await using api = await startAgentApi({ jobs: false });
    const client = resilientClient(fetchOf(api, mount), { agentId: api.agentId, userId: "user-456" });
    const first = await client.sendMessage("One");
    await client.sendMessage("Two");
    expect(client.created()).toBe(1);
    api.server.clock.advance(31 * 60_000);
    const afterExpiry = await client.sendMessage("Three");
    expect(client.created()).toBe(2);
    expect(afterExpiry.sessionId).not.toBe(first.sessionId);
    await api.request("DELETE", `/${client.sessionId()}`);
    const afterDelete = await client.sendMessage("Four");
    expect(client.created()).toBe(3);
    expect((await api.request("GET", `/${afterDelete.sessionId}/messages`)).body.messages).toMatchObject([
      { content: "Four", id: afterDelete.id },
    ]);
  },
);
