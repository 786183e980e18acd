import { randomUUID } from "node:crypto";
import type { Notification, Transport } from "@parley/api/session/live/bus";
import { Redis } from "ioredis";

const CHANNEL = "parley:session";

/** Carries notifications between server processes through Redis or Valkey, which takes that load off Postgres. */
export function redisTransport(url: string): Transport {
  const self = randomUUID();
  const publisher = new Redis(url, { maxRetriesPerRequest: 1, lazyConnect: true });
  const subscriber = new Redis(url, { maxRetriesPerRequest: null, lazyConnect: true });
  // Without an error listener a lost connection would end the process. ioredis reconnects automatically.
  for (const client of [publisher, subscriber]) client.on("error", () => {});
  return {
    async publish(batch) {
      await publisher.publish(CHANNEL, JSON.stringify({ from: self, batch }));
    },
    async listen(receive, lost) {
      subscriber.on("message", (_channel, payload) => {
        const { from, batch } = JSON.parse(payload) as { from: string; batch: Notification[] };
        if (from !== self) for (const notification of batch) receive(notification);
      });
      await subscriber.subscribe(CHANNEL);
      subscriber.on("ready", lost);
    },
    async close() {
      publisher.disconnect();
      subscriber.disconnect();
    },
  };
}
