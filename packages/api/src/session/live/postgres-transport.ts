import { randomUUID } from "node:crypto";
import type { Db } from "@parley/db/client";
import type { News, Transport } from "./bus.ts";

const CHANNEL = "parley_news";
/** Postgres takes less than 8,000 bytes in one notification. */
const NEWS_PER_NOTIFICATION = 50;

/**
 * News by NOTIFY. It is sent apart from the transactions that make it: a transaction that notifies holds, while
 * it commits, a lock that all others wait for.
 * @param direct a pool that reaches Postgres without a pooler between: LISTEN needs a connection of its own.
 */
export function postgresTransport(direct: Db): Transport {
  const self = randomUUID();
  let heardBefore = false;
  let subscription: { unlisten: () => Promise<void> } | undefined;
  return {
    async publish(news) {
      for (let i = 0; i < news.length; i += NEWS_PER_NOTIFICATION) {
        const part = news.slice(i, i + NEWS_PER_NOTIFICATION).map((n) => [n.ownerId, n.sessionId]);
        await direct.$client.notify(CHANNEL, JSON.stringify({ from: self, news: part }));
      }
    },
    async listen(receive, lost) {
      const onMessage = (payload: string) => {
        const { from, news } = JSON.parse(payload) as { from: string; news: [string, string][] };
        if (from === self) return;
        for (const [ownerId, sessionId] of news) receive({ ownerId, sessionId } satisfies News);
      };
      const onConnect = () => {
        if (heardBefore) lost();
        heardBefore = true;
      };
      subscription = await direct.$client.listen(CHANNEL, onMessage, onConnect);
    },
    close: async () => subscription?.unlisten(),
  };
}
