import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { firstMs, startDeadline, wholeMs } from "./deadline.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const never = () => new AbortController().signal;

test("no word in time ends the reply early", () => {
  const deadline = startDeadline(never());
  vi.advanceTimersByTime(firstMs - 1);
  expect(deadline.signal.aborted).toBe(false);
  vi.advanceTimersByTime(1);
  expect(deadline.signal.aborted).toBe(true);
  expect(deadline.failure()).toMatchObject({ reason: "timeout", detail: "no word after 30000 ms" });
});

test("after a first word the whole has its time, and no more", () => {
  const deadline = startDeadline(never());
  deadline.alive();
  vi.advanceTimersByTime(wholeMs - 1);
  expect(deadline.failure()).toBeNull();
  vi.advanceTimersByTime(1);
  expect(deadline.failure()).toMatchObject({ reason: "timeout", detail: "not complete after 60000 ms" });
});

test("the caller's limit counts when it is the shorter one", () => {
  const [short, long] = [startDeadline(never(), 500), startDeadline(never(), 10 * wholeMs)];
  long.alive();
  vi.advanceTimersByTime(500);
  expect(short.failure()?.reason).toBe("timeout");
  vi.advanceTimersByTime(wholeMs);
  expect(long.failure()?.reason).toBe("timeout");
});

test("what ended the reply first is what is told", () => {
  const stop = new AbortController();
  const deadline = startDeadline(stop.signal);
  stop.abort();
  vi.advanceTimersByTime(2 * wholeMs);
  expect(deadline.failure()?.reason).toBe("aborted");
});

test("closing leaves no timer and no failure, and ends the request", () => {
  const stop = new AbortController();
  const deadline = startDeadline(stop.signal);
  deadline.close();
  expect(vi.getTimerCount()).toBe(0);
  stop.abort();
  expect(deadline.failure()).toBeNull();
  expect(deadline.signal.aborted).toBe(true);
});
