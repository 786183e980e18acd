"use client";
import { useEffect } from "react";
import { client } from "../../api/client.ts";
import type { AgentSession } from "../types.ts";

const INTERVAL_MIN_MS = 60_000;
const INTERVAL_MAX_MS = 5 * 60_000;

/** A third of the timeout: one lost heartbeat does not end the session. */
function heartbeatInterval(timeoutMinutes: number): number {
  return Math.min(INTERVAL_MAX_MS, Math.max(INTERVAL_MIN_MS, (timeoutMinutes * 60_000) / 3));
}

type HeartbeatInput = {
  sessionId: string;
  timeoutMinutes: number;
  enabled: boolean;
  onBeat: (session: AgentSession) => void;
};

/**
 * Sends heartbeats while the page is visible. Of several tabs with the same session only the one that holds a Web Lock
 * sends them; a hidden page releases the lock.
 */
export function useHeartbeat({ sessionId, timeoutMinutes, enabled, onBeat }: HeartbeatInput) {
  useEffect(() => {
    if (!enabled) return;
    let release = new AbortController();
    const beat = () =>
      client.agent.heartbeat.mutate({ id: sessionId }).then(onBeat, () => {
        // The connection banner reports a lost connection, and the next heartbeat is a retry.
      });
    const hold = (signal: AbortSignal) =>
      new Promise<void>((resolve) => {
        const timer = setInterval(beat, heartbeatInterval(timeoutMinutes));
        signal.addEventListener("abort", () => {
          clearInterval(timer);
          resolve();
        });
      });
    const onVisibility = () => {
      release.abort();
      if (document.hidden) return;
      release = new AbortController();
      const { signal } = release;
      if (!navigator.locks) return void hold(signal);
      navigator.locks
        .request(`parley-heartbeat-${sessionId}`, { signal }, () => hold(signal))
        .catch(() => {
          // Aborted while waiting for the lock.
        });
    };
    document.addEventListener("visibilitychange", onVisibility);
    onVisibility();
    return () => {
      document.removeEventListener("visibilitychange", onVisibility);
      release.abort();
    };
  }, [sessionId, timeoutMinutes, enabled, onBeat]);
}
