import type { StreamEvent } from "../operation.ts";

const PING_MS = 15_000;
const encoder = new TextEncoder();

/**
 * Server-sent events, each sent when the one before it is on its way. Comments in silent times keep proxies from
 * closing the connection.
 * @param failed says the last event of a stream that breaks off.
 */
export function eventStream(
  events: AsyncIterable<StreamEvent>,
  failed: (error: unknown) => StreamEvent,
): ReadableStream<Uint8Array> {
  const iterator = events[Symbol.asyncIterator]();
  let ping: NodeJS.Timeout | undefined;
  let isOpen = true;

  /** The next event's bytes; undefined at the end. */
  async function next(): Promise<{ bytes?: Uint8Array; isLast: boolean }> {
    try {
      const { value, done } = await iterator.next();
      return done ? { isLast: true } : { bytes: encoded(value), isLast: false };
    } catch (error) {
      // A reader that has gone needs no last event, and its stream broke off because of that.
      return isOpen ? { bytes: encoded(failed(error)), isLast: true } : { isLast: true };
    }
  }

  return new ReadableStream({
    start(controller) {
      ping = setInterval(() => controller.enqueue(encoder.encode(": ping\n\n")), PING_MS).unref();
    },
    async pull(controller) {
      const { bytes, isLast } = await next();
      if (!isOpen) return;
      if (bytes) controller.enqueue(bytes);
      if (!isLast) return;
      clearInterval(ping);
      controller.close();
    },
    async cancel() {
      isOpen = false;
      clearInterval(ping);
      await iterator.return?.();
    },
  });
}

const encoded = ({ event, data }: StreamEvent) =>
  encoder.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
