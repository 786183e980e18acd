import type { StreamEvent } from "./operation.ts";

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
): ReadableStream {
  const iterator = events[Symbol.asyncIterator]();
  let ping: NodeJS.Timeout | undefined;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      ping = setInterval(() => controller.enqueue(encoder.encode(": ping\n\n")), PING_MS).unref();
    },
    async pull(controller) {
      const end = (last?: StreamEvent) => {
        clearInterval(ping);
        if (last) controller.enqueue(encoded(last));
        controller.close();
      };
      try {
        const next = await iterator.next();
        if (next.done) end();
        else controller.enqueue(encoded(next.value));
      } catch (error) {
        end(failed(error));
      }
    },
    async cancel() {
      clearInterval(ping);
      await iterator.return?.();
    },
  });
}

const encoded = ({ event, data }: StreamEvent) =>
  encoder.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
