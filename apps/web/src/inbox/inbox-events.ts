"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { openStream } from "../api/stream.ts";
import { useTRPC } from "../api/trpc.ts";

const CHANNEL = "parley-inbox";
const THROTTLE_MS = 2_000;
const RECONNECT_MS = 5_000;

const listeners = new Set<() => void>();

/** Calls `listener` after a change in any session, at most every two seconds. */
export function useInboxChange(listener: () => void) {
  useEffect(() => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, [listener]);
}

/**
 * Refetches the lists after a change in any session. One tab holds the connection and notifies the others, because a
 * browser opens at most six connections to a server over HTTP/1.1.
 */
export function useInboxEvents() {
  const queryClient = useQueryClient();
  const trpc = useTRPC();
  useEffect(() => {
    const channel = new BroadcastChannel(CHANNEL);
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let lastRefresh = Number.NEGATIVE_INFINITY;
    // Throttled, with the first change at once: a reply in progress causes many changes a second.
    const refresh = () => {
      timer ??= setTimeout(
        () => {
          timer = undefined;
          lastRefresh = performance.now();
          void queryClient.invalidateQueries({ queryKey: trpc.sessions.list.pathKey() });
          void queryClient.invalidateQueries({ queryKey: trpc.sessions.needs.queryKey() });
          void queryClient.invalidateQueries({ queryKey: trpc.sessions.week.queryKey() });
          for (const listener of listeners) listener();
        },
        Math.max(50, lastRefresh + THROTTLE_MS - performance.now()),
      );
    };
    channel.onmessage = refresh;
    const onChange = () => {
      refresh();
      channel.postMessage("changed");
    };
    void keepConnected(controller.signal, onChange);
    return () => {
      controller.abort();
      channel.close();
      clearTimeout(timer);
    };
  }, [queryClient, trpc]);
}

async function keepConnected(signal: AbortSignal, onChange: () => void): Promise<void> {
  const listen = async () => {
    while (!signal.aborted) {
      await untilDisconnected(signal, onChange);
      await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS));
    }
  };
  if (!navigator.locks) return listen();
  await navigator.locks.request(CHANNEL, { signal }, listen).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}

function untilDisconnected(signal: AbortSignal, onChange: () => void): Promise<void> {
  return new Promise((resolve) => {
    const close = openStream(
      "sessions.inboxEvents",
      {},
      {
        // Changes since the page was loaded, or since the connection was lost, were missed.
        onConnected: onChange,
        onData: onChange,
        onDisconnected: resolve,
      },
    );
    signal.addEventListener("abort", () => {
      close();
      resolve();
    });
  });
}
