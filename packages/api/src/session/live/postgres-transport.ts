import { randomUUID } from "node:crypto";
import type { Db } from "@parley/db/client";
import type { Notification, Transport } from "./bus.ts";

const CHANNEL = "parley_session";
/** A notification as it is sent: short, because Postgres limits the length. */
type Packed = [ownerId: string, sessionId: string, only: Notification["only"] | null];
/** Postgres takes less than 8,000 bytes in one notification. */
const BATCH_SIZE = 50;

/**
 * Carries notifications by NOTIFY, outside of the transactions that cause them: a transaction that notifies holds, while it
 * commits, a lock that all others wait for.
 * @param direct a pool that reaches Postgres without a pooler between: LISTEN needs a connection of its own.
 */
export function postgresTransport(direct: Db): Transport {
  const self = randomUUID();
  let hasConnectedBefore = false;
  let subscription: { unlisten: () => Promise<void> } | undefined;
  return {
    async publish(batch) {
      for (let i = 0; i < batch.length; i += BATCH_SIZE) {
        const part = batch
          .slice(i, i + BATCH_SIZE)
          .map(({ ownerId, sessionId, only }) => [ownerId, sessionId, only]);
        await direct.$client.notify(CHANNEL, JSON.stringify({ from: self, sessions: part }));
      }
    },
    async listen(receive, lost) {
      const onMessage = (payload: string) => {
        const { from, sessions } = JSON.parse(payload) as { from: string; sessions: Packed[] };
        if (from === self) return;
        for (const [ownerId, sessionId, only] of sessions)
          receive({ ownerId, sessionId, only: only ?? undefined });
      };
      const onConnect = () => {
        if (hasConnectedBefore) lost();
        hasConnectedBefore = true;
      };
      subscription = await direct.$client.listen(CHANNEL, onMessage, onConnect);
    },
    close: async () => subscription?.unlisten(),
  };
}
