"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { openStream } from "../api/stream.ts";
import { useTRPC } from "../api/trpc.ts";

const CHANNEL = "parley-inbox";
const PAUSE_MS = 2_000;
const AGAIN_MS = 5_000;

const watchers = new Set<() => void>();

/** Runs when something happened in any session, at most every two seconds. */
export function useInboxNews(watcher: () => void) {
  useEffect(() => {
    watchers.add(watcher);
    return () => void watchers.delete(watcher);
  }, [watcher]);
}

/**
 * Keeps the lists in step with what happens in any session, in every window. One tab of the browser holds the
 * stream (browsers allow six connections to a server in all) and tells the others.
 */
export function useInboxLive() {
  const queryClient = useQueryClient();
  const trpc = useTRPC();
  useEffect(() => {
    const channel = new BroadcastChannel(CHANNEL);
    const end = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let last = Number.NEGATIVE_INFINITY;
    // At once for the first news; a reply that is being written is news many times a second.
    const refresh = () => {
      timer ??= setTimeout(
        () => {
          timer = undefined;
          last = performance.now();
          void queryClient.invalidateQueries({ queryKey: trpc.sessions.list.pathKey() });
          for (const watcher of watchers) watcher();
        },
        Math.max(50, last + PAUSE_MS - performance.now()),
      );
    };
    channel.onmessage = refresh;
    const onNews = () => {
      refresh();
      channel.postMessage("news");
    };
    void holdStream(end.signal, onNews);
    return () => {
      end.abort();
      channel.close();
      clearTimeout(timer);
    };
  }, [queryClient, trpc]);
}

async function holdStream(signal: AbortSignal, onNews: () => void): Promise<void> {
  const listen = async () => {
    while (!signal.aborted) {
      await untilBroken(signal, onNews);
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  };
  if (!navigator.locks) return listen();
  await navigator.locks.request(CHANNEL, { signal }, listen).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}

function untilBroken(signal: AbortSignal, onNews: () => void): Promise<void> {
  return new Promise((resolve) => {
    const close = openStream(
      "sessions.inboxEvents",
      {},
      {
        // What happened between loading the page, or losing the stream, and this moment.
        onConnected: onNews,
        onData: onNews,
        onBroken: resolve,
      },
    );
    signal.addEventListener("abort", () => {
      close();
      resolve();
    });
  });
}
