import { API_PATH } from "./client.ts";

type Handlers = {
  onConnected: () => void;
  /** `id` is the event's cursor, from which a later connection resumes; null for an event that is not stored. */
  onData: (data: unknown, id: string | null) => void;
  /** Called once, when the stream has ended, failed, or timed out. The caller reconnects. */
  onDisconnected: () => void;
};

/** The inactivity timeout until the server has sent its own. */
const DEFAULT_TIMEOUT_MS = 20_000;

/**
 * Subscribes to one of the router's subscriptions by server-sent events. tRPC's own link would add a tenth to the page's
 * code, for transports and options that are not used here.
 *
 * @returns closes the stream
 */
export function openStream(path: string, input: object, handlers: Handlers): () => void {
  const source = new EventSource(`${API_PATH}/${path}?input=${encodeURIComponent(JSON.stringify(input))}`);
  let timeout = DEFAULT_TIMEOUT_MS;
  let watchdog: ReturnType<typeof setTimeout>;
  const close = () => {
    clearTimeout(watchdog);
    source.close();
  };
  const disconnect = () => {
    close();
    handlers.onDisconnected();
  };
  const resetWatchdog = () => {
    clearTimeout(watchdog);
    watchdog = setTimeout(disconnect, timeout);
  };
  resetWatchdog();

  source.addEventListener("connected", ({ data }: MessageEvent<string>) => {
    const options: { reconnectAfterInactivityMs?: number } = JSON.parse(data || "{}");
    timeout = options.reconnectAfterInactivityMs ?? timeout;
    resetWatchdog();
    handlers.onConnected();
  });
  source.addEventListener("message", ({ data, lastEventId }: MessageEvent<string>) => {
    resetWatchdog();
    handlers.onData(JSON.parse(data), lastEventId || null);
  });
  source.addEventListener("ping", resetWatchdog);
  source.addEventListener("serialized-error", disconnect);
  source.addEventListener("return", disconnect);
  source.addEventListener("error", disconnect);
  return close;
}
