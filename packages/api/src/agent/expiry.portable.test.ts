import { event } from "@parley/db/schema/session";
import { and, eq } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApi, type TestApi, type TestPerson } from "../testing.ts";
import { sweepAgentSessions } from "./jobs.ts";
import { canRenew, expiresAt, isNearExpiration, maxExpiresAt } from "./rules.ts";
import type { TimeoutConfig } from "./schema.ts";
import { agentServices } from "./services.ts";
import { hasExpired, toAgentSession } from "./session-row.ts";
import { agentSettings } from "./settings.ts";

const MINUTE = 60_000;
let api: TestApi;
let me: TestPerson;

beforeAll(async () => {
  api = await startTestApi({
    kindSettings: { agent: { ...agentSettings.defaults, retentionHours: 87_600 } },
  });
  me = await api.person();
});
afterAll(() => api[Symbol.asyncDispose]());

type Outcome = "ok" | "SESSION_EXPIRED" | "SESSION_RENEWAL_FAILED" | "VALIDATION_ERROR";
const outcomeOf = (call: Promise<unknown>): Promise<Outcome> =>
  call.then(
    () => "ok",
    (error) => error.cause?.reason ?? error,
  );

const begin = (timeoutConfig: Partial<TimeoutConfig> = {}) =>
  me.caller.agent.create({ agentId: me.agentId, userId: "visitor", timeoutConfig });

/** What a session should be, by the rules alone. */
type Model = {
  createdAt: Date;
  lastActivityAt: Date;
  renewedAt: Date | null;
  renewalCount: number;
  /** Somebody was told that it has expired. */
  isFinal: boolean;
  timeout: TimeoutConfig;
};
/** What is asked of a session, and what that does to one that is alive. */
type Request = { ask: (id: string) => Promise<unknown>; alive: (model: Model, now: Date) => Outcome };
type Step = { advanceMs: number } | Request;

const factsOf = ({ timeout, isFinal: _, ...model }: Model) => ({ ...model, ...timeout });
const isRenewable = (model: Model) =>
  canRenew({ expiresAt: expiresAt(factsOf(model)), maxExpiresAt: maxExpiresAt(factsOf(model)) });

function touch(model: Model, now: Date): Outcome {
  if (model.timeout.autoRenew && isRenewable(model)) model.renewalCount += 1;
  model.lastActivityAt = new Date(Math.max(+model.lastActivityAt, +now));
  return "ok";
}

function renew(model: Model, now: Date): Outcome {
  if (!isRenewable(model)) return "SESSION_RENEWAL_FAILED";
  model.renewalCount += 1;
  model.lastActivityAt = new Date(Math.max(+model.lastActivityAt, +now));
  model.renewedAt = model.lastActivityAt;
  return "ok";
}

const timeouts = fc.record(
  {
    timeoutMinutes: fc.integer({ min: 5, max: 60 }),
    autoRenew: fc.boolean(),
    maxDurationMinutes: fc.integer({ min: 5, max: 180 }),
    warningThresholdMinutes: fc.integer({ min: 1, max: 60 }),
  },
  { requiredKeys: [] },
);
const isPossible = (t: Partial<TimeoutConfig>) => (t.maxDurationMinutes ?? 720) >= (t.timeoutMinutes ?? 30);

const patches = timeouts.map(
  (named): Request => ({
    ask: (id) => me.caller.agent.setTimeout({ id, ...named }),
    alive(model) {
      const merged = { ...model.timeout, ...named };
      if (!isPossible(merged)) return "VALIDATION_ERROR";
      model.timeout = merged;
      return "ok";
    },
  }),
);
const others: Request[] = [
  { ask: (id) => me.caller.agent.messages.send({ sessionId: id, content: "hello" }), alive: touch },
  { ask: (id) => me.caller.agent.heartbeat({ id }), alive: touch },
  { ask: (id) => me.caller.agent.renew({ id }), alive: renew },
  { ask: (id) => me.caller.agent.get({ id }), alive: () => "ok" },
  { ask: (id) => me.caller.agent.messages.list({ sessionId: id }), alive: () => "ok" },
];
/** Forward more than back, and often to just before, at and after the end of a short session. */
const clockSteps = fc
  .tuple(fc.oneof(fc.integer({ min: -40, max: 60 }), fc.constantFrom(5, 5, -5)), fc.constantFrom(-1, 0, 1))
  .map(([minutes, ms]) => ({ advanceMs: minutes * MINUTE + ms }));
const histories = fc.array(
  fc.oneof<fc.Arbitrary<Step>[]>(clockSteps, patches, fc.constantFrom(...others), fc.constantFrom(...others)),
  { minLength: 4, maxLength: 16 },
);

async function check(id: string, model: Model): Promise<void> {
  const row = await agentServices(api.services).sessions.find(id, me.id);
  if (!row) throw new Error("the session is gone");
  const now = api.clock.now();
  const facts = factsOf(model);
  expect(row).toMatchObject({ ...facts, expiresAt: expiresAt(facts), maxExpiresAt: maxExpiresAt(facts) });
  expect(+row.expiresAt).toBeLessThanOrEqual(+row.createdAt + row.maxDurationMinutes * MINUTE);
  const shown = toAgentSession(row, now);
  const isOver = model.isFinal || row.expiresAt <= now;
  expect(hasExpired(row, now)).toBe(isOver);
  expect(shown).toMatchObject({
    status: isOver ? "expired" : "active",
    timeRemaining: isOver ? 0 : +row.expiresAt - +now,
    isNearExpiration: !isOver && isNearExpiration(row.expiresAt, row.warningThresholdMinutes, now),
  });
}

it("agrees with the rules after any requests and clock steps, and an expiry that was told is final", async () => {
  await fc.assert(
    fc.asyncProperty(timeouts.filter(isPossible), histories, async (timeout, history) => {
      const { id, timeoutConfig } = await begin(timeout);
      const createdAt = api.clock.now();
      const model: Model = {
        ...{ createdAt, lastActivityAt: createdAt, renewedAt: null, renewalCount: 0 },
        ...{ isFinal: false, timeout: timeoutConfig },
      };
      for (const step of history) {
        if ("advanceMs" in step) api.clock.advance(step.advanceMs);
        else {
          const now = api.clock.now();
          if (expiresAt(factsOf(model)) <= now) model.isFinal = true;
          const expected = model.isFinal ? "SESSION_EXPIRED" : step.alive(model, now);
          expect(await outcomeOf(step.ask(id))).toBe(expected);
        }
        await check(id, model);
      }
      await me.caller.agent.end({ id });
      expect(await outcomeOf(me.caller.agent.get({ id }))).toBe("SESSION_NOT_FOUND");
    }),
    { numRuns: 60 },
  );
}, 60_000);

describe("an expired session", () => {
  const reads: [string, (id: string) => Promise<unknown>][] = [
    ["a read", (id) => me.caller.agent.get({ id })],
    ["a page of messages", (id) => me.caller.agent.messages.list({ sessionId: id })],
    ["a message", (id) => me.caller.agent.messages.send({ sessionId: id, content: "hello" })],
    ["a message that breaks a rule", (id) => me.caller.agent.messages.send({ sessionId: id, content: " " })],
    ["a heartbeat", (id) => me.caller.agent.heartbeat({ id })],
    ["a renewal", (id) => me.caller.agent.renew({ id })],
    ["a change of its timeout", (id) => me.caller.agent.setTimeout({ id, maxDurationMinutes: 4320 })],
  ];

  it.each(reads)(
    "answers %s with SESSION_EXPIRED, again and again, also when the clock is set back",
    async (_, ask) => {
      const { id, expiresAt } = await begin({ timeoutMinutes: 5 });
      api.clock.advance(5 * MINUTE);
      const refusal = {
        cause: { reason: "SESSION_EXPIRED", details: { sessionId: id, expiredAt: expiresAt } },
      };
      await expect(ask(id)).rejects.toMatchObject(refusal);
      api.clock.advance(-4 * MINUTE);
      for (const [, again] of reads) await expect(again(id)).rejects.toMatchObject(refusal);
      const shown = await me.caller.sessions.get({ id });
      expect(shown).toMatchObject({
        status: "expired",
        timeRemaining: 0,
        isNearExpiration: false,
        renewalCount: 0,
      });
      expect(await expiryEvents(id)).toBe(1);
      await me.caller.agent.end({ id });
    },
  );

  it("is announced once, whoever finds it first: requests or the sweep", async () => {
    const { id } = await begin({ timeoutMinutes: 5 });
    api.clock.advance(5 * MINUTE);
    await Promise.all([
      ...Array.from({ length: 5 }, () => outcomeOf(me.caller.agent.get({ id }))),
      outcomeOf(me.caller.agent.heartbeat({ id })),
      outcomeOf(me.caller.agent.renew({ id })),
      sweepAgentSessions(api.services),
      sweepAgentSessions(api.services),
    ]);
    expect(await expiryEvents(id)).toBe(1);
  });

  it("stays so when the page of its owner was what told it", async () => {
    const { id } = await begin({ timeoutMinutes: 5 });
    api.clock.advance(5 * MINUTE);
    expect(await me.caller.sessions.get({ id })).toMatchObject({ status: "expired" });
    api.clock.advance(-4 * MINUTE);
    expect(await outcomeOf(me.caller.agent.heartbeat({ id }))).toBe("SESSION_EXPIRED");
  });

  const expiryEvents = (id: string) =>
    api.services.db.$count(event, and(eq(event.sessionId, id), eq(event.type, "session.expired")));
});
