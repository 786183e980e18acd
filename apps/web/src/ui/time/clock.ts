"use client";
import { useSyncExternalStore } from "react";

const TICK_MS = 20_000;

let now = 0;
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function tick() {
  now = Date.now();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  timer ??= setInterval(tick, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function read() {
  if (timer === undefined || now === 0) now = Math.floor(Date.now() / TICK_MS) * TICK_MS;
  return now;
}

/**
 * The current time in epoch milliseconds, for relative times; updated every 20 seconds by one timer for the whole page.
 * Null on the server and while hydrating, as the server knows neither the browser's clock nor its time zone.
 */
export function useNow(): number | null {
  return useSyncExternalStore(subscribe, read, () => null);
}
