"use client";
import { useSyncExternalStore } from "react";

const QUERY = "(width >= 48rem)";

function subscribe(watcher: () => void) {
  const media = window.matchMedia(QUERY);
  media.addEventListener("change", watcher);
  return () => media.removeEventListener("change", watcher);
}

/** Whether there is room for a table with columns. */
export const useWide = () =>
  useSyncExternalStore(
    subscribe,
    () => window.matchMedia(QUERY).matches,
    () => true,
  );
