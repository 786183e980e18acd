import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { firstTokenTimeoutMs, startDeadline, totalTimeoutMs } from "./deadline.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const never = () => new AbortController().signal;

test("aborts without a first token in time", () => {
  const deadline = startDeadline(never());
  vi.advanceTimersByTime(firstTokenTimeoutMs - 1);
  expect(deadline.signal.aborted).toBe(false);
  vi.advanceTimersByTime(1);
  expect(deadline.signal.aborted).toBe(true);
  expect(deadline.failure()).toMatchObject({ reason: "timeout", detail: "no word after 30000 ms" });
});

test("after the first token, aborts at the total timeout", () => {
  const deadline = startDeadline(never());
  deadline.onFirstToken();
  vi.advanceTimersByTime(totalTimeoutMs - 1);
  expect(deadline.failure()).toBeNull();
  vi.advanceTimersByTime(1);
  expect(deadline.failure()).toMatchObject({ reason: "timeout", detail: "not complete after 60000 ms" });
});

test("applies the caller's timeout when it is shorter", () => {
  const [short, long] = [startDeadline(never(), 500), startDeadline(never(), 10 * totalTimeoutMs)];
  long.onFirstToken();
  vi.advanceTimersByTime(500);
  expect(short.failure()?.reason).toBe("timeout");
  vi.advanceTimersByTime(totalTimeoutMs);
  expect(long.failure()?.reason).toBe("timeout");
});

test("reports the first reason to abort", () => {
  const stop = new AbortController();
  const deadline = startDeadline(stop.signal);
  stop.abort();
  vi.advanceTimersByTime(2 * totalTimeoutMs);
  expect(deadline.failure()?.reason).toBe("aborted");
});

test("close clears the timers and aborts the request without a failure", () => {
  const stop = new AbortController();
  const deadline = startDeadline(stop.signal);
  deadline.close();
  expect(vi.getTimerCount()).toBe(0);
  stop.abort();
  expect(deadline.failure()).toBeNull();
  expect(deadline.signal.aborted).toBe(true);
});
