"use client";
import type { QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { client, sendOnLeave } from "../api/client.ts";
import { problemOf } from "../api/problem.ts";
import { notify } from "../ui/overlay/toast.ts";
import { strings as ui } from "../ui/strings.ts";
import { strings } from "./strings.ts";

const UNDO_MS = 8_000;

const waiting = new Map<string, string[]>();
const watchers = new Set<() => void>();
let hidden: ReadonlySet<string> = new Set();

function changed() {
  hidden = new Set([...waiting.values()].flat());
  for (const watcher of watchers) watcher();
}

/**
 * Takes sessions out of sight at once and deletes them when the chance to undo has passed, or when the page is left.
 * Until then nothing has happened on the server.
 */
export function deleteLater(ids: string[], queryClient: QueryClient, inboxKey: readonly unknown[]): void {
  const batch = `delete-${ids[0]}-${performance.now()}`;
  waiting.set(batch, ids);
  changed();
  const timer = setTimeout(() => void commit(batch, queryClient, inboxKey), UNDO_MS);
  notify.info(strings.deleted(ids.length), {
    id: batch,
    duration: UNDO_MS,
    action: {
      label: ui.undo,
      onClick: () => {
        clearTimeout(timer);
        waiting.delete(batch);
        changed();
      },
    },
  });
}

async function commit(batch: string, queryClient: QueryClient, inboxKey: readonly unknown[]) {
  const ids = waiting.get(batch);
  if (!ids) return;
  const outcomes = await Promise.allSettled(ids.map((id) => client.sessions.delete.mutate({ id })));
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed) notify.error(problemOf(failed.reason).what, { description: strings.deleteFailed });
  await queryClient.invalidateQueries({ queryKey: inboxKey });
  waiting.delete(batch);
  changed();
}

if (typeof window !== "undefined") {
  window.addEventListener("pagehide", () => {
    for (const id of [...waiting.values()].flat()) sendOnLeave("sessions.delete", { id });
    waiting.clear();
  });
}

/** The sessions that are out of sight although the server still has them. */
export function useHiddenIds(): ReadonlySet<string> {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => hidden,
    () => hidden,
  );
}
