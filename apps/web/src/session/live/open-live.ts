import { openStream } from "../../api/stream.ts";
import type { LiveEvent } from "./live-event.ts";

export type Connection =
  | { state: "connecting" }
  | { state: "live"; again: boolean }
  | { state: "waiting"; until: number }
  | { state: "offline" };

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
const STEADY_MS = 5_000;
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
  let connectedAt = Number.POSITIVE_INFINITY;
  let closed = false;
  let open = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closeStream = () => {};

  function drop() {
    closeStream();
    open = false;
  }

  function connect() {
    clearTimeout(timer);
    drop();
    if (closed) return;
    if (!navigator.onLine) return onConnection({ state: "offline" });
    onConnection({ state: "connecting" });
    open = true;
    const input = { sessionId, ...(lastEventId ? { lastEventId } : {}) };
    closeStream = openStream("sessions.events", input, { onConnected, onData, onBroken: lost });
  }

  function onConnected() {
    onConnection({ state: "live", again: connectedBefore && failures > 0 });
    connectedBefore = true;
    connectedAt = performance.now();
  }

  function onData(data: unknown, id: string | null) {
    const event = data as LiveEvent;
    if (id) lastEventId = id;
    // Nothing more will ever come.
    if (event.type === "session.deleted") close();
    onEvent(event);
  }

  function lost() {
    drop();
    // A stream that breaks as soon as it stands is not a good one: the pauses go on growing.
    if (performance.now() - connectedAt > STEADY_MS) failures = 0;
    connectedAt = Number.POSITIVE_INFINITY;
    failures += 1;
    if (!navigator.onLine) return onConnection({ state: "offline" });
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1)) * (0.8 + Math.random() * 0.4);
    onConnection({ state: "waiting", until: performance.now() + wait });
    clearTimeout(timer);
    timer = setTimeout(connect, wait);
  }

  function onVisibility() {
    clearTimeout(timer);
    if (document.hidden) timer = setTimeout(drop, HIDDEN_GRACE_MS);
    else if (!open) connect();
  }

  function close() {
    closed = true;
    clearTimeout(timer);
    drop();
    window.removeEventListener("online", connect);
    window.removeEventListener("offline", lost);
    document.removeEventListener("visibilitychange", onVisibility);
  }

  window.addEventListener("online", connect);
  window.addEventListener("offline", lost);
  document.addEventListener("visibilitychange", onVisibility);
  connect();
  return { retry: connect, close };
}
