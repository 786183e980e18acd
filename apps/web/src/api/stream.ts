import { API_PATH } from "./client.ts";

type Handlers = {
  onConnected: () => void;
  /** `id` is the number from which a later stream goes on; null for news that is not kept. */
  onData: (data: unknown, id: string | null) => void;
  /** Called once: the stream has ended, failed, or gone silent. Coming back is the caller's matter. */
  onBroken: () => void;
};

/** A server that keeps a stream alive says how long its silence may be; until it has, this long. */
const FIRST_SILENCE_MS = 20_000;

/**
 * Opens one of the router's subscriptions as server-sent events. tRPC's own link also reconnects, parses options and
 * speaks WebSocket: a tenth of the page's code for what is ten lines here.
 *
 * @returns closes the stream
 */
export function openStream(path: string, input: object, handlers: Handlers): () => void {
  const source = new EventSource(`${API_PATH}/${path}?input=${encodeURIComponent(JSON.stringify(input))}`);
  let silence = FIRST_SILENCE_MS;
  let watchdog: ReturnType<typeof setTimeout>;
  const close = () => {
    clearTimeout(watchdog);
    source.close();
  };
  const broken = () => {
    close();
    handlers.onBroken();
  };
  const heard = () => {
    clearTimeout(watchdog);
    watchdog = setTimeout(broken, silence);
  };
  heard();

  source.addEventListener("connected", ({ data }: MessageEvent<string>) => {
    const options: { reconnectAfterInactivityMs?: number } = JSON.parse(data || "{}");
    silence = options.reconnectAfterInactivityMs ?? silence;
    heard();
    handlers.onConnected();
  });
  source.addEventListener("message", ({ data, lastEventId }: MessageEvent<string>) => {
    heard();
    handlers.onData(JSON.parse(data), lastEventId || null);
  });
  source.addEventListener("ping", heard);
  source.addEventListener("serialized-error", broken);
  source.addEventListener("return", broken);
  source.addEventListener("error", broken);
  return close;
}
