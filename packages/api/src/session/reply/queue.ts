import type { Db, Tx } from "@parley/db/client";
import { isUniqueViolation } from "@parley/db/errors";
import type { JsonObject } from "@parley/db/schema/columns";
import { event, type MessageStatus, message, reply, session } from "@parley/db/schema/session";
import { and, eq, sql } from "drizzle-orm";

/** An answer that this process is writing. Of two processes with the same one, the later `attempt` holds it. */
export type Claim = { messageId: string; ownerId: string; sessionId: string; attempt: number };

export type FinishedReply = {
  id: string;
  authorId: string;
  content: string;
  status: MessageStatus;
  metadata: JsonObject;
};

export type ReplyQueue = ReturnType<typeof createReplyQueue>;

/** Longer than any pause between two signs of life of a healthy worker. */
const LEASE_SECONDS = 15;
const p = sql.placeholder;
const now = sql`${p("now")}::timestamptz`;
const lease = sql`${now} + make_interval(secs => ${LEASE_SECONDS})`;
const isClaimed = and(
  eq(reply.messageId, p("messageId")),
  eq(reply.ownerId, p("ownerId")),
  eq(reply.attempt, p("attempt")),
);

/** The answers that are owed: a queue in the database, claimed by whichever worker is free. */
export function createReplyQueue(db: Db) {
  const progress = db
    .update(reply)
    .set({ text: sql`${p("text")}`, leaseUntil: lease })
    .where(isClaimed)
    .returning({ stopRequested: reply.stopRequested })
    .prepare("reply_progress");
  const finish = prepareFinish(db);

  return {
    /**
     * Takes the next answer that nobody writes, each session's oldest first. One whose worker died comes back
     * when its lease is over, before the session's others.
     */
    async claim(at: Date): Promise<Claim | undefined> {
      for (;;) {
        try {
          return await claimNext(db, at);
        } catch (error) {
          // Another worker has just begun with an answer of the same session.
          if (!isUniqueViolation(error, "reply_one_running")) throw error;
        }
      }
    },

    /**
     * Shows what is written so far, and that the worker is alive.
     * @returns whether to go on: `lost` means that the session is gone, or another worker has taken over.
     */
    async progress(claim: Claim, text: string, at: Date): Promise<"continue" | "stop" | "lost"> {
      const [row] = await progress.execute({ ...claim, text, now: at.toISOString() });
      if (!row) return "lost";
      return row.stopRequested ? "stop" : "continue";
    },

    /** Lets every answer be taken at once. Only for a process that knows that no other one is writing. */
    async takeOver(): Promise<void> {
      await db
        .update(reply)
        .set({ leaseUntil: new Date(0) })
        .where(eq(reply.state, "running"));
    },

    /** Gives the answer back to the queue, as if it had not been taken. */
    async release(claim: Claim): Promise<void> {
      await db
        .update(reply)
        .set({ state: "queued", leaseUntil: null, attempt: claim.attempt - 1 })
        .where(
          and(
            eq(reply.messageId, claim.messageId),
            eq(reply.ownerId, claim.ownerId),
            eq(reply.attempt, claim.attempt),
          ),
        );
    },

    /** Stores the finished answer in place of the claim, once. False: the claim was lost and nothing is stored. */
    async finish(claim: Claim, finished: FinishedReply, at: Date): Promise<boolean> {
      const { metadata, ...rest } = finished;
      const rows = await finish.execute({
        ...claim,
        ...rest,
        metadata: JSON.stringify(metadata),
        now: at.toISOString(),
      });
      return rows.length > 0;
    },

    /** Takes back the answers that have not begun and asks the running one to stop. */
    async stop(sessionId: string, ownerId: string): Promise<number> {
      const mine = and(eq(reply.sessionId, sessionId), eq(reply.ownerId, ownerId));
      // In this order: one that begins between the two is found running.
      const dropped = await db
        .delete(reply)
        .where(and(mine, eq(reply.state, "queued")))
        .returning();
      const stopped = await db
        .update(reply)
        .set({ stopRequested: true })
        .where(and(mine, eq(reply.state, "running")))
        .returning();
      return dropped.length + stopped.length;
    },

    /**
     * Owes an answer to a message again, unless it has a complete one, or one is owed already. What stood in for an
     * answer that could not be made is none: it counts as failed from then on.
     * @param isOpen whether answers may be owed in the session; asked while it is locked.
     */
    async again(
      messageId: string,
      sessionId: string,
      ownerId: string,
      at: Date,
      isOpen?: (tx: Tx) => Promise<boolean>,
    ): Promise<"owed" | "answered" | "gone"> {
      return db.transaction(async (tx) => {
        // Whoever stores an answer holds this row, too: that answer is seen below, or comes after this.
        const [held] = await tx
          .select({ lastMessageAt: session.lastMessageAt })
          .from(session)
          .where(and(eq(session.id, sessionId), eq(session.ownerId, ownerId)))
          .for("update");
        if (!held || (isOpen && !(await isOpen(tx)))) return "gone";
        const isAnswer = and(eq(message.replyTo, messageId), eq(message.ownerId, ownerId));
        const isFallback = sql`${message.metadata} -> 'fallback' is not null`;
        await tx.update(message).set({ status: "failed" }).where(and(isAnswer, isFallback));
        if ((await tx.$count(message, and(isAnswer, eq(message.status, "complete")))) > 0) return "answered";
        // Behind the answers that are owed already, even when the clock was set back.
        const createdAt = at > held.lastMessageAt ? at : held.lastMessageAt;
        await tx.insert(reply).values({ messageId, sessionId, ownerId, createdAt }).onConflictDoNothing();
        return "owed";
      });
    },

    /** The answer that is owed to a message, as far as it is written; undefined when none is owed. */
    async textSoFar(sessionId: string, ownerId: string, messageId: string): Promise<string | undefined> {
      // The session too: whoever holds its token may know the id of a message in another one.
      const isOfSession = and(eq(reply.sessionId, sessionId), eq(reply.ownerId, ownerId));
      const [row] = await db
        .select({ text: reply.text })
        .from(reply)
        .where(and(isOfSession, eq(reply.messageId, messageId)));
      return row?.text;
    },
  };
}

async function claimNext(db: Db, at: Date): Promise<Claim | undefined> {
  const [claimed] = await db
    .update(reply)
    .set({
      state: "running",
      text: "",
      attempt: sql`${reply.attempt} + 1`,
      leaseUntil: new Date(at.getTime() + LEASE_SECONDS * 1000),
    })
    .where(sql`(${reply.messageId}, ${reply.ownerId}) in (
      select r.message_id, r.owner_id from ${reply} r
      where (r.state = 'queued' or r.lease_until < ${at.toISOString()}::timestamptz)
        and not exists (
          select from ${reply} other
          where other.session_id = r.session_id and other.owner_id = r.owner_id
            and other.message_id <> r.message_id
            and (other.state = 'running'
              or r.state = 'queued' and (other.created_at, other.message_id) < (r.created_at, r.message_id)))
      order by r.created_at, r.message_id
      limit 1
      for update skip locked)`)
    .returning({
      messageId: reply.messageId,
      ownerId: reply.ownerId,
      sessionId: reply.sessionId,
      attempt: reply.attempt,
    });
  return claimed;
}

/** One statement, so that an answer is never seen both as finished and as still being written. */
function prepareFinish(db: Db) {
  // The session first, as everyone who changes one does: two that wait for each other can't happen.
  const locked = db.$with("locked").as(
    db
      .select({ id: session.id })
      .from(session)
      .where(and(eq(session.id, p("sessionId")), eq(session.ownerId, p("ownerId"))))
      .for("update"),
  );
  const released = db.$with("released").as(
    db
      .delete(reply)
      .where(and(isClaimed, sql`${reply.sessionId} in (select id from locked)`))
      .returning({ sessionId: reply.sessionId }),
  );
  const moved = db.$with("moved").as(
    db
      .update(session)
      .set({
        seq: sql`${session.seq} + 1`,
        version: sql`${session.version} + 1`,
        updatedAt: now,
        lastMessageAt: sql`greatest(${session.lastMessageAt} + interval '1 millisecond', ${now})`,
      })
      .from(released)
      .where(and(eq(session.id, released.sessionId), eq(session.ownerId, p("ownerId"))))
      .returning({ seq: session.seq, at: session.lastMessageAt }),
  );
  const stored = db.$with("stored").as(
    db
      .insert(message)
      .select((qb) =>
        qb
          .select({
            id: sql`${p("id")}::text`.as("id"),
            ownerId: sql`${p("ownerId")}::text`.as("owner_id"),
            sessionId: sql`${p("sessionId")}::text`.as("session_id"),
            seq: moved.seq,
            authorId: sql`${p("authorId")}::text`.as("author_id"),
            isAgent: sql`true`.as("is_agent"),
            content: sql`${p("content")}::text`.as("content"),
            attachments: sql`'[]'::jsonb`.as("attachments"),
            metadata: sql`${p("metadata")}::jsonb`.as("metadata"),
            status: sql`${p("status")}::text`.as("status"),
            replyTo: sql`${p("messageId")}::text`.as("reply_to"),
            createdAt: moved.at,
          })
          .from(moved),
      )
      .returning(),
  );
  return db
    .with(locked, released, moved, stored)
    .insert(event)
    .select((qb) =>
      qb
        .select({
          sessionId: stored.sessionId,
          ownerId: stored.ownerId,
          seq: stored.seq,
          type: sql`'message.created'`.as("type"),
          messageId: stored.id,
          data: sql`null::jsonb`.as("data"),
          createdAt: stored.createdAt,
        })
        .from(stored),
    )
    .returning({ seq: event.seq })
    .prepare("reply_finish");
}
