"use client";
import { useSyncExternalStore } from "react";

const TICK_MS = 20_000;

let now = 0;
let timer: ReturnType<typeof setInterval> | undefined;
const watchers = new Set<() => void>();

function tick() {
  now = Date.now();
  for (const watcher of watchers) watcher();
}

function subscribe(watcher: () => void) {
  watchers.add(watcher);
  timer ??= setInterval(tick, TICK_MS);
  return () => {
    watchers.delete(watcher);
    if (watchers.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function read() {
  if (timer === undefined || now === 0) now = Math.floor(Date.now() / TICK_MS) * TICK_MS;
  return now;
}

/**
 * The time for showing "3 min ago", in epoch milliseconds, renewed every 20 seconds for the whole page at once.
 * `null` on the server and while hydrating: it knows neither the reader's clock nor the time zone.
 */
export function useNow(): number | null {
  return useSyncExternalStore(subscribe, read, () => null);
}
