import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Message } from "../session/schema.ts";
import {
  canRenew,
  type ExpiryFacts,
  expiresAt,
  historyFor,
  isExpired,
  isNearExpiration,
  maxExpiresAt,
  mergeTimeout,
  timeRemaining,
  titleFrom,
} from "./rules.ts";
import { TIMEOUT_RANGES, type TimeoutConfig } from "./schema.ts";
import { agentSettings } from "./settings.ts";

const MINUTE = 60_000;
const at = (minutes: number) => new Date(Date.UTC(2026, 10, 21) + minutes * MINUTE);

const minutesOf = (field: keyof typeof TIMEOUT_RANGES) => fc.integer(TIMEOUT_RANGES[field]);
const timeouts = fc
  .record({
    timeoutMinutes: minutesOf("timeoutMinutes"),
    autoRenew: fc.boolean(),
    maxDurationMinutes: minutesOf("maxDurationMinutes"),
    warningThresholdMinutes: minutesOf("warningThresholdMinutes"),
  })
  .filter((t) => t.maxDurationMinutes >= t.timeoutMinutes);
const moments = fc.date({ min: at(0), max: at(10_000), noInvalidDate: true });

describe("expiry", () => {
  const facts: ExpiryFacts = {
    createdAt: at(0),
    lastActivityAt: at(20),
    renewedAt: null,
    timeoutMinutes: 30,
    autoRenew: true,
    maxDurationMinutes: 120,
  };

  it.each([
    ["counts from the last activity with auto-renew", {}, 50],
    ["counts from the creation without auto-renew", { autoRenew: false }, 30],
    ["counts from the last explicit renewal without auto-renew", { autoRenew: false, renewedAt: at(15) }, 45],
    ["ignores explicit renewals with auto-renew", { renewedAt: at(25) }, 50],
    ["ends at the maximum duration", { lastActivityAt: at(100) }, 120],
  ])("%s", (_, changes, minutes) => {
    expect(expiresAt({ ...facts, ...changes })).toEqual(at(minutes));
  });

  it("is never after the maximum, time remaining is never negative, and near means within the threshold", () => {
    fc.assert(
      fc.property(
        timeouts,
        moments,
        moments,
        fc.option(moments),
        moments,
        (timeout, a, b, renewedAt, now) => {
          const [createdAt, lastActivityAt] = a < b ? [a, b] : [b, a];
          const all = { createdAt, lastActivityAt, renewedAt, ...timeout };
          const expiry = expiresAt(all);
          const left = timeRemaining(expiry, now);
          const threshold = timeout.warningThresholdMinutes * MINUTE;
          expect(expiry.getTime()).toBeLessThanOrEqual(
            createdAt.getTime() + timeout.maxDurationMinutes * MINUTE,
          );
          expect(left).toBe(Math.max(0, expiry.getTime() - now.getTime()));
          expect(isExpired(expiry, now)).toBe(expiry <= now);
          expect(isNearExpiration(expiry, timeout.warningThresholdMinutes, now)).toBe(
            left > 0 && left <= threshold,
          );
          expect(canRenew({ expiresAt: expiry, maxExpiresAt: maxExpiresAt(all) })).toBe(
            expiry < maxExpiresAt(all),
          );
        },
      ),
    );
  });

  it.each([
    [5 * MINUTE + 1, false],
    [5 * MINUTE, true],
    [1, true],
    [0, false],
    [-1, false],
  ])("with %i ms left and a threshold of 5 minutes, near is %s", (left, near) => {
    expect(isNearExpiration(new Date(at(0).getTime() + left), 5, at(0))).toBe(near);
  });
});

describe("timeout settings", () => {
  const defaults: TimeoutConfig = agentSettings.defaults.timeoutDefaults;

  it("come from the session, then the agent, then the installation, field by field", () => {
    expect(mergeTimeout(defaults, { timeoutMinutes: 60, autoRenew: false }, { timeoutMinutes: 10 })).toEqual({
      timeoutMinutes: 10,
      autoRenew: false,
      maxDurationMinutes: 720,
      warningThresholdMinutes: 5,
    });
    expect(mergeTimeout(defaults, { autoRenew: undefined })).toEqual(defaults);
  });

  it("are refused when the maximum is below the timeout, whichever tiers they come from", () => {
    const refusal = {
      reason: "VALIDATION_ERROR",
      details: expect.objectContaining({ field: "maxDurationMinutes" }),
    };
    expect(() => mergeTimeout(defaults, { timeoutMinutes: 60 }, { maxDurationMinutes: 59 })).toThrow(
      expect.objectContaining(refusal),
    );
    expect(mergeTimeout(defaults, { timeoutMinutes: 60 }, { maxDurationMinutes: 60 })).toBeTruthy();
  });

  it("take each field from the last tier that sets it", () => {
    const tier = fc.record(
      { timeoutMinutes: fc.integer({ min: 5, max: 60 }), autoRenew: fc.boolean() },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(tier, tier, (agent, session) => {
        expect(mergeTimeout(defaults, agent, session)).toEqual({ ...defaults, ...agent, ...session });
      }),
    );
  });
});

describe("titleFrom", () => {
  it.each([
    ["Hello there", "Hello there"],
    ["  # A heading\nand more", "A heading"],
    ["- [ ] todo", "[ ] todo"],
    ["```", "Untitled"],
    ["```html\n<b>one</b>\ntwo\n```", "<b>one</b>"],
    ["~~~\n  one\n~~~", "one"],
    ["```one``` two\nthree", "one``` two"],
    ["\n\nlater", "Untitled"],
    ["a\tb   c", "a b c"],
    ["word ".repeat(30), `${"word ".repeat(12).trim()}…`],
    ["x".repeat(80), `${"x".repeat(60)}…`],
    [`a${"😀".repeat(40)}`, `a${"😀".repeat(29)}…`],
  ])("%j becomes %j", (content, title) => expect(titleFrom(content)).toBe(title));

  it("returns a short, well-formed and non-empty title of one line", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 120 }), (content) => {
        const title = titleFrom(content.toWellFormed());
        expect(title.length).toBeGreaterThan(0);
        expect(title.length).toBeLessThanOrEqual(61);
        expect(title.isWellFormed()).toBe(true);
        expect(title).not.toContain("\n");
      }),
    );
  });
});

describe("historyFor", () => {
  /** `q2` is a question of minute 2, `a1` the answer to `q1`. */
  const message = (id: string, minute: number, changes: Partial<Message> = {}): Message => ({
    id,
    sessionId: "s",
    authorId: "x",
    isAgent: id.startsWith("a"),
    content: id,
    attachments: [],
    metadata: {},
    createdAt: at(minute).toISOString(),
    status: "complete",
    replyTo: id.startsWith("a") ? `q${id.slice(1, 2)}` : null,
    ...changes,
  });
  const [q1, q2, q3] = [message("q1", 1), message("q2", 2), message("q3", 3)];
  const texts = (question: Message, messages: Message[]) =>
    historyFor(question, messages).map((turn) => turn.content);

  it("puts each answer after its question, even when later questions were stored before the answer", () => {
    expect(texts(q3, [q1, q2, q3, message("a1", 4), message("a2", 5)])).toEqual([
      "q1",
      "a1",
      "q2",
      "a2",
      "q3",
    ]);
  });

  it("leaves out messages after the question, and answers to it", () => {
    const all = [q1, q2, message("a1", 3), message("a2", 4), message("q5", 5), message("a5", 6)];
    expect(texts(q1, all)).toEqual(["q1"]);
    expect(texts(q2, [...all, message("a2-half", 7, { status: "stopped" })])).toEqual(["q1", "a1", "q2"]);
  });

  it("leaves out failed and empty answers, and keeps stopped ones", () => {
    const failed = message("a1-failed", 2, { status: "failed" });
    const half = message("a1-half", 2, { status: "stopped" });
    const empty = message("a1-empty", 2, { status: "stopped", content: "" });
    expect(texts(q3, [q1, failed, empty, half, q3])).toEqual(["q1", "a1-half", "q3"]);
  });

  it("keeps answers whose question is older than the messages read", () => {
    expect(historyFor(q3, [message("a0", 1), q3])).toEqual([
      { role: "assistant", content: "a0" },
      { role: "user", content: "q3" },
    ]);
  });
});
