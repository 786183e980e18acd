import { expect, it } from "vitest";
import { createWaker } from "./waker.ts";

const LONG = 60_000;

/** A waker whose news the test brings. */
function wakerWith(floorMs: number, signal?: AbortSignal) {
  let wake = () => {};
  let listening = true;
  const waker = createWaker(
    (listener) => {
      wake = listener;
      return () => {
        listening = false;
      };
    },
    floorMs,
    signal,
  );
  return { waker, bring: () => wake(), isListening: () => listening };
}

async function isWaiting(waiting: Promise<void>): Promise<boolean> {
  let done = false;
  void waiting.then(() => {
    done = true;
  });
  await new Promise(setImmediate);
  return !done;
}

it("ends a wait with news, and not before", async () => {
  const { waker, bring } = wakerWith(LONG);
  const waiting = waker.wait();
  expect(await isWaiting(waiting)).toBe(true);
  bring();
  await waiting;
});

it("ends the next wait at once with news that came before it, once however often they came", async () => {
  const { waker, bring } = wakerWith(LONG);
  bring();
  bring();
  await waker.wait();
  const waiting = waker.wait();
  expect(await isWaiting(waiting)).toBe(true);
  bring();
  await waiting;
});

it("waits no longer than its floor", async () => {
  const { waker } = wakerWith(20);
  const started = performance.now();
  await waker.wait();
  expect(performance.now() - started).toBeGreaterThanOrEqual(15);
});

it("ends every wait when the signal aborts, before or during it", async () => {
  const leaving = new AbortController();
  const { waker } = wakerWith(LONG, leaving.signal);
  const waiting = waker.wait();
  leaving.abort();
  await waiting;
  await waker.wait();
});

it("listens no more after it is closed, to news or to the signal", () => {
  const leaving = new AbortController();
  let removed = 0;
  const { signal } = leaving;
  const remove = signal.removeEventListener.bind(signal);
  signal.removeEventListener = (...args: Parameters<typeof remove>) => {
    removed += 1;
    remove(...args);
  };
  const { waker, isListening } = wakerWith(LONG, signal);
  waker.close();
  expect(isListening()).toBe(false);
  expect(removed).toBe(1);
});
