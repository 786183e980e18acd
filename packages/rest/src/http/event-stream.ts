import type { StreamEvent } from "../operation.ts";

const PING_MS = 15_000;
const encoder = new TextEncoder();

/**
 * Encodes events as server-sent events, one per pull of the reader. Comments sent while idle keep proxies from closing
 * the connection.
 * @param errorEvent the last event of a stream that fails.
 */
export function eventStream(
  events: AsyncIterable<StreamEvent>,
  errorEvent: (error: unknown) => StreamEvent,
): ReadableStream<Uint8Array> {
  const iterator = events[Symbol.asyncIterator]();
  let ping: NodeJS.Timeout | undefined;
  let isOpen = true;

  /** The next event, encoded; without bytes at the end. */
  async function next(): Promise<{ bytes?: Uint8Array; isLast: boolean }> {
    try {
      const { value, done } = await iterator.next();
      return done ? { isLast: true } : { bytes: encode(value), isLast: false };
    } catch (error) {
      // After a cancel there is no reader for an error event, and the cancel itself may be the error's cause.
      return isOpen ? { bytes: encode(errorEvent(error)), isLast: true } : { isLast: true };
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

const encode = ({ event, data }: StreamEvent) =>
  encoder.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
