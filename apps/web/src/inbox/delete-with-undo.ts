"use client";
import type { QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { client, sendOnLeave } from "../api/client.ts";
import { problemOf } from "../api/problem.ts";
import { notify } from "../ui/overlay/toast.ts";
import { strings as ui } from "../ui/strings.ts";
import { strings } from "./strings.ts";

const UNDO_MS = 8_000;

const pending = new Map<string, string[]>();
const listeners = new Set<() => void>();
let hidden: ReadonlySet<string> = new Set();

function changed() {
  hidden = new Set([...pending.values()].flat());
  for (const listener of listeners) listener();
}

/** Hides sessions at once, and deletes them on the server when the time to undo is over or the page is left. */
export function deleteWithUndo(ids: string[], queryClient: QueryClient, inboxKey: readonly unknown[]): void {
  const batch = `delete-${ids[0]}-${performance.now()}`;
  pending.set(batch, ids);
  changed();
  const timer = setTimeout(() => void commit(batch, queryClient, inboxKey), UNDO_MS);
  notify.info(strings.deleted(ids.length), {
    id: batch,
    duration: UNDO_MS,
    action: {
      label: ui.undo,
      onClick: () => {
        clearTimeout(timer);
        pending.delete(batch);
        changed();
      },
    },
  });
}

async function commit(batch: string, queryClient: QueryClient, inboxKey: readonly unknown[]) {
  const ids = pending.get(batch);
  if (!ids) return;
  const outcomes = await Promise.allSettled(ids.map((id) => client.sessions.delete.mutate({ id })));
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed) notify.error(problemOf(failed.reason).what, { description: strings.deleteFailed });
  await queryClient.invalidateQueries({ queryKey: inboxKey });
  pending.delete(batch);
  changed();
}

if (typeof window !== "undefined") {
  window.addEventListener("pagehide", () => {
    for (const id of [...pending.values()].flat()) sendOnLeave("sessions.delete", { id });
    pending.clear();
  });
}

/** The sessions that are hidden, as they are about to be deleted on the server. */
export function useDeletingIds(): ReadonlySet<string> {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => hidden,
    () => hidden,
  );
}
