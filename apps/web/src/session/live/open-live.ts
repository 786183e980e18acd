import { openStream } from "../../api/stream.ts";
import type { LiveEvent } from "./live-event.ts";

export type Connection =
  | { state: "connecting" }
  | { state: "live"; again: boolean }
  | { state: "waiting"; until: number }
  | { state: "offline" };

const BACKOFF_MIN_MS = 1_000;
const BACKOFF_MAX_MS = 30_000;
const STABLE_MS = 5_000;
const HIDDEN_GRACE_MS = 60_000;

type Handlers = {
  onEvent: (event: LiveEvent) => void;
  onConnection: (connection: Connection) => void;
};

/**
 * Keeps a connection to one session's events: reconnects with exponential backoff from the last event received, and
 * disconnects while the page is hidden, as a browser limits the connections to one server.
 *
 * @returns `retry` to reconnect at once, `close` to end it
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
    closeStream = openStream("sessions.events", input, { onConnected, onData, onDisconnected: lost });
  }

  function onConnected() {
    onConnection({ state: "live", again: connectedBefore && failures > 0 });
    connectedBefore = true;
    connectedAt = performance.now();
  }

  function onData(data: unknown, id: string | null) {
    const event = data as LiveEvent;
    if (id) lastEventId = id;
    // The last event of a session.
    if (event.type === "session.deleted") close();
    onEvent(event);
  }

  function lost() {
    drop();
    // Only a connection that was stable resets the backoff; one that breaks at once does not.
    if (performance.now() - connectedAt > STABLE_MS) failures = 0;
    connectedAt = Number.POSITIVE_INFINITY;
    failures += 1;
    if (!navigator.onLine) return onConnection({ state: "offline" });
    const wait = Math.min(BACKOFF_MAX_MS, BACKOFF_MIN_MS * 2 ** (failures - 1)) * (0.8 + Math.random() * 0.4);
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
