import type { Db, Tx } from "@parley/db/client";
import { agentSession } from "@parley/db/schema/agent";
import { session } from "@parley/db/schema/session";
import { and, eq } from "drizzle-orm";
import { changeSession, isSession, type SessionKey } from "../session/write/change.ts";
import { type AgentSessionRow, agentSessionColumns, hasExpired, ownColumns } from "./session-row.ts";

export type Changes = Partial<typeof agentSession.$inferInsert>;

/** Changes of agent sessions, decided on the locked row. */
export function agentChanges(db: Db) {
  return {
    /**
     * @param type of the event that publishes the change.
     * @param decide returns the changes, or throws to change nothing.
     * @returns the session after the change; undefined when it is deleted or expired.
     */
    async change(
      key: SessionKey,
      type: string,
      now: Date,
      decide: (row: AgentSessionRow) => Changes,
    ): Promise<AgentSessionRow | undefined> {
      let after: AgentSessionRow | undefined;
      await changeSession(db, key, now, async (tx) => {
        const before = await lock(tx, key);
        if (!before || hasExpired(before, now)) return undefined;
        const changed = await update(tx, key, decide(before));
        after = { ...before, ...changed, version: before.version + 1 };
        return { event: { type }, endsAt: changed.expiresAt };
      });
      return after;
    },

    /** Reads the session. If it is past its end, stores the expiry and appends `session.expired`, exactly once. */
    async settle(key: SessionKey, now: Date): Promise<AgentSessionRow | undefined> {
      let row: AgentSessionRow | undefined;
      await changeSession(db, key, now, async (tx) => {
        row = await lock(tx, key);
        if (!row || row.expiredAt !== null || !hasExpired(row, now)) return undefined;
        const changed = await update(tx, key, { expiredAt: now });
        row = { ...row, ...changed, version: row.version + 1 };
        return { event: { type: "session.expired" }, status: "done" };
      });
      return row;
    },
  };
}

const isOwn = ({ id, ownerId }: SessionKey) =>
  and(eq(agentSession.sessionId, id), eq(agentSession.ownerId, ownerId));

/** Locks both rows: a row that is only joined may be older than the lock. */
async function lock(tx: Tx, key: SessionKey): Promise<AgentSessionRow | undefined> {
  const [row] = await tx
    .select(agentSessionColumns)
    .from(session)
    .innerJoin(
      agentSession,
      and(eq(session.id, agentSession.sessionId), eq(session.ownerId, agentSession.ownerId)),
    )
    .where(isSession(key))
    .for("update", { of: [session, agentSession] });
  return row;
}

/** @returns the updated columns, including the expiry that the database computes. */
async function update(tx: Tx, key: SessionKey, changes: Changes) {
  const [changed] = await tx.update(agentSession).set(changes).where(isOwn(key)).returning(ownColumns);
  if (!changed) throw new Error("the session is gone while it is locked");
  return changed;
}
