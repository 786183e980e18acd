"use client";
import { useEffect } from "react";
import { client } from "../../api/client.ts";
import type { AgentSession } from "../types.ts";

const SHORTEST_MS = 60_000;
const LONGEST_MS = 5 * 60_000;

/** A third of the timeout: one lost heartbeat does not end the session. */
function heartbeatInterval(timeoutMinutes: number): number {
  return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, (timeoutMinutes * 60_000) / 3));
}

type HeartbeatInput = {
  sessionId: string;
  timeoutMinutes: number;
  enabled: boolean;
  onBeat: (session: AgentSession) => void;
};

/**
 * Keeps a session alive while its page is in view. Of several tabs with the same session only the one that holds the
 * lock does it; a hidden page lets go.
 */
export function useHeartbeat({ sessionId, timeoutMinutes, enabled, onBeat }: HeartbeatInput) {
  useEffect(() => {
    if (!enabled) return;
    let release = new AbortController();
    const beat = () =>
      client.agent.heartbeat.mutate({ id: sessionId }).then(onBeat, () => {
        // The stream's banner tells about a lost connection, and the next beat tries again.
      });
    const hold = (signal: AbortSignal) =>
      new Promise<void>((resolve) => {
        const timer = setInterval(beat, heartbeatInterval(timeoutMinutes));
        signal.addEventListener("abort", () => {
          clearInterval(timer);
          resolve();
        });
      });
    const follow = () => {
      release.abort();
      if (document.hidden) return;
      release = new AbortController();
      const { signal } = release;
      if (!navigator.locks) return void hold(signal);
      navigator.locks
        .request(`parley-heartbeat-${sessionId}`, { signal }, () => hold(signal))
        .catch(() => {
          // Let go before it was our turn.
        });
    };
    document.addEventListener("visibilitychange", follow);
    follow();
    return () => {
      document.removeEventListener("visibilitychange", follow);
      release.abort();
    };
  }, [sessionId, timeoutMinutes, enabled, onBeat]);
}
