import { openStream } from "../api/stream.ts";
import type { LiveEvent } from "./live-event.ts";

export type Connection =
  | { state: "connecting" }
  | { state: "live"; again: boolean }
  | { state: "waiting"; until: number }
  | { state: "offline" };

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
const HIDDEN_GRACE_MS = 60_000;

type Handlers = {
  onEvent: (event: LiveEvent) => void;
  onConnection: (connection: Connection) => void;
};

/**
 * Holds the stream of one session's events: comes back after a break with growing pauses, from the last event seen,
 * and lets go while the page is out of sight (a browser has few connections to one server).
 *
 * @returns `retry` to come back at once, `close` to end it
 */
export function openLive(sessionId: string, { onEvent, onConnection }: Handlers) {
  let lastEventId: string | undefined;
  let failures = 0;
  let connectedBefore = false;
  let closed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let drop = () => {};

  function connect() {
    clearTimeout(timer);
    drop();
    if (closed) return;
    if (!navigator.onLine) return onConnection({ state: "offline" });
    onConnection({ state: "connecting" });
    drop = openStream(
      "sessions.events",
      { sessionId, ...(lastEventId ? { lastEventId } : {}) },
      {
        onConnected: connected,
        onData: (data, id) => {
          if (id) lastEventId = id;
          onEvent(data as LiveEvent);
        },
        onBroken: lost,
      },
    );
  }

  function connected() {
    onConnection({ state: "live", again: connectedBefore && failures > 0 });
    connectedBefore = true;
    failures = 0;
  }

  function lost() {
    drop();
    failures += 1;
    if (!navigator.onLine) return onConnection({ state: "offline" });
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1)) * (0.8 + Math.random() * 0.4);
    onConnection({ state: "waiting", until: performance.now() + wait });
    timer = setTimeout(connect, wait);
  }

  const onVisibility = () => {
    clearTimeout(timer);
    if (document.hidden) timer = setTimeout(() => drop(), HIDDEN_GRACE_MS);
    else connect();
  };
  window.addEventListener("online", connect);
  window.addEventListener("offline", lost);
  document.addEventListener("visibilitychange", onVisibility);
  connect();

  return {
    retry: connect,
    close() {
      closed = true;
      clearTimeout(timer);
      drop();
      window.removeEventListener("online", connect);
      window.removeEventListener("offline", lost);
      document.removeEventListener("visibilitychange", onVisibility);
    },
  };
}
