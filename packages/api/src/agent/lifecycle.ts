import type { Db, Tx } from "@parley/db/client";
import { agentSession } from "@parley/db/schema/agent";
import { event, session } from "@parley/db/schema/session";
import { and, eq, sql } from "drizzle-orm";
import { stillRead } from "../session/write/still-read.ts";
import { type AgentSessionRow, agentSessionColumns, hasExpired } from "./session-row.ts";

export type Changes = Partial<typeof agentSession.$inferInsert>;
/** Looks at what is true now and says what to change; throws to change nothing. */
type Decide = (row: AgentSessionRow) => Changes;

export type AgentLifecycle = ReturnType<typeof agentLifecycle>;

/** Changes that are decided by rules: the session is locked, asked, changed and noted in one transaction. */
export function agentLifecycle(db: Db) {
  return {
    /** @returns the session after the change; undefined when it is gone or has expired. */
    async change(
      id: string,
      ownerId: string,
      type: string,
      now: Date,
      decide: Decide,
    ): Promise<AgentSessionRow | undefined> {
      return db.transaction(async (tx) => {
        const before = await lock(tx, id, ownerId);
        if (!before || hasExpired(before, now)) return undefined;
        const changes = decide(before);
        await tx.update(agentSession).set(changes).where(isOwn(id, ownerId));
        await note(tx, id, ownerId, type, now);
        return lock(tx, id, ownerId);
      });
    },

    /** The session as it is now; where it has expired, that is announced with it, once. */
    async settle(id: string, ownerId: string, now: Date): Promise<AgentSessionRow | undefined> {
      return db.transaction(async (tx) => {
        const row = await lock(tx, id, ownerId);
        if (!row || row.expiredAt !== null || !hasExpired(row, now)) return row;
        await tx.update(agentSession).set({ expiredAt: now }).where(isOwn(id, ownerId));
        await note(tx, id, ownerId, "session.expired", now);
        return lock(tx, id, ownerId);
      });
    },
  };
}

const isOwn = (id: string, ownerId: string) =>
  and(eq(agentSession.sessionId, id), eq(agentSession.ownerId, ownerId));

/** Both rows: of a row that is only joined, what was true before the wait for the other would come back. */
async function lock(tx: Tx, id: string, ownerId: string): Promise<AgentSessionRow | undefined> {
  const [row] = await tx
    .select(agentSessionColumns)
    .from(agentSession)
    .innerJoin(
      session,
      and(eq(session.id, agentSession.sessionId), eq(session.ownerId, agentSession.ownerId)),
    )
    .where(isOwn(id, ownerId))
    .for("update", { of: [agentSession, session] });
  return row;
}

/** Numbers a new event of the session. */
async function note(tx: Tx, id: string, ownerId: string, type: string, now: Date): Promise<void> {
  const moved = tx.$with("moved").as(
    tx
      .update(session)
      .set({
        seq: sql`${session.seq} + 1`,
        readSeq: stillRead,
        version: sql`${session.version} + 1`,
        updatedAt: now,
      })
      .where(and(eq(session.id, id), eq(session.ownerId, ownerId)))
      .returning({ seq: session.seq }),
  );
  await tx
    .with(moved)
    .insert(event)
    .values({ sessionId: id, ownerId, type, createdAt: now, seq: sql`(select seq from moved)` });
}
