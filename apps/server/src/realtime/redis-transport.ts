import { randomUUID } from "node:crypto";
import type { News, Transport } from "@parley/api/session/live/bus";
import { Redis } from "ioredis";

const CHANNEL = "parley:news";

/** News by Redis or Valkey, for many server processes: Postgres is spared the notifications. */
export function redisTransport(url: string): Transport {
  const self = randomUUID();
  const publisher = new Redis(url, { maxRetriesPerRequest: 1, lazyConnect: true });
  const subscriber = new Redis(url, { maxRetriesPerRequest: null, lazyConnect: true });
  // Without listeners a connection that drops would end the process; ioredis connects again by itself.
  for (const client of [publisher, subscriber]) client.on("error", () => {});
  return {
    async publish(news) {
      await publisher.publish(CHANNEL, JSON.stringify({ from: self, news }));
    },
    async listen(receive, lost) {
      subscriber.on("message", (_channel, payload) => {
        const { from, news } = JSON.parse(payload) as { from: string; news: News[] };
        if (from !== self) for (const item of news) receive(item);
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
