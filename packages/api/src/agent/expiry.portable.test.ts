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

/** The expected state of a session, computed by the rules alone. */
type Model = {
  createdAt: Date;
  lastActivityAt: Date;
  renewedAt: Date | null;
  renewalCount: number;
  /** A request has been refused as SESSION_EXPIRED, so the expiry is stored. */
  isFinal: boolean;
  timeout: TimeoutConfig;
};
/** A request to a session, and its effect on the model of a session that has not expired. */
type Request = { send: (id: string) => Promise<unknown>; apply: (model: Model, now: Date) => Outcome };
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
  (changes): Request => ({
    send: (id) => me.caller.agent.setTimeout({ id, ...changes }),
    apply(model) {
      const merged = { ...model.timeout, ...changes };
      if (!isPossible(merged)) return "VALIDATION_ERROR";
      model.timeout = merged;
      return "ok";
    },
  }),
);
const others: Request[] = [
  { send: (id) => me.caller.agent.messages.send({ sessionId: id, content: "hello" }), apply: touch },
  { send: (id) => me.caller.agent.heartbeat({ id }), apply: touch },
  { send: (id) => me.caller.agent.renew({ id }), apply: renew },
  { send: (id) => me.caller.agent.get({ id }), apply: () => "ok" },
  { send: (id) => me.caller.agent.messages.list({ sessionId: id }), apply: () => "ok" },
];
/** Mostly forward, and often to 1 ms before, exactly at and 1 ms after the end of a short session. */
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

it("agrees with the rules after any requests and clock steps, and a reported expiry is final", async () => {
  await fc.assert(
    fc.asyncProperty(timeouts.filter(isPossible), histories, async (timeout, history) => {
      const { id, timeoutConfig } = await begin(timeout);
      const createdAt = api.clock.now();
      const model: Model = {
        createdAt,
        lastActivityAt: createdAt,
        renewedAt: null,
        renewalCount: 0,
        isFinal: false,
        timeout: timeoutConfig,
      };
      for (const step of history) {
        if ("advanceMs" in step) api.clock.advance(step.advanceMs);
        else {
          const now = api.clock.now();
          if (expiresAt(factsOf(model)) <= now) model.isFinal = true;
          const expected = model.isFinal ? "SESSION_EXPIRED" : step.apply(model, now);
          expect(await outcomeOf(step.send(id))).toBe(expected);
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
  const requests: [string, (id: string) => Promise<unknown>][] = [
    ["a read", (id) => me.caller.agent.get({ id })],
    ["a page of messages", (id) => me.caller.agent.messages.list({ sessionId: id })],
    ["a message", (id) => me.caller.agent.messages.send({ sessionId: id, content: "hello" })],
    ["a message that breaks a rule", (id) => me.caller.agent.messages.send({ sessionId: id, content: " " })],
    ["a heartbeat", (id) => me.caller.agent.heartbeat({ id })],
    ["a renewal", (id) => me.caller.agent.renew({ id })],
    ["a change of its timeout", (id) => me.caller.agent.setTimeout({ id, maxDurationMinutes: 4320 })],
  ];

  it.each(requests)(
    "answers %s with SESSION_EXPIRED, and later requests too, even when the clock is set back",
    async (_, send) => {
      const { id, expiresAt } = await begin({ timeoutMinutes: 5 });
      api.clock.advance(5 * MINUTE);
      const refusal = {
        cause: { reason: "SESSION_EXPIRED", details: { sessionId: id, expiredAt: expiresAt } },
      };
      await expect(send(id)).rejects.toMatchObject(refusal);
      api.clock.advance(-4 * MINUTE);
      for (const [, sendNext] of requests) await expect(sendNext(id)).rejects.toMatchObject(refusal);
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

  it("appends one event when concurrent requests and sweeps find the expiry", async () => {
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

  it("stays expired after the owner's page has shown it as expired", async () => {
    const { id } = await begin({ timeoutMinutes: 5 });
    api.clock.advance(5 * MINUTE);
    expect(await me.caller.sessions.get({ id })).toMatchObject({ status: "expired" });
    api.clock.advance(-4 * MINUTE);
    expect(await outcomeOf(me.caller.agent.heartbeat({ id }))).toBe("SESSION_EXPIRED");
  });

  const expiryEvents = (id: string) =>
    api.services.db.$count(event, and(eq(event.sessionId, id), eq(event.type, "session.expired")));
});
