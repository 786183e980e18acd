import type { Db, Tx } from "@parley/db/client";
import { isUniqueViolation } from "@parley/db/errors";
import type { JsonObject } from "@parley/db/schema/columns";
import { type MessageStatus, message, reply, session } from "@parley/db/schema/session";
import { and, eq, sql } from "drizzle-orm";
import type { KindRegistry } from "../kind.ts";
import { prepareAppend } from "../write/append.ts";
import { isSession } from "../write/change.ts";

/** A reply that this process is writing. If two processes hold the same one, the later `attempt` wins. */
export type Claim = {
  messageId: string;
  ownerId: string;
  sessionId: string;
  /** The kind of the session. */
  kind: string;
  attempt: number;
};

export type FinishedReply = {
  id: string;
  authorId: string;
  content: string;
  status: MessageStatus;
  metadata: JsonObject;
  /** Stands in for a reply that could not be made. */
  fallback?: boolean;
  /** Does not hold what was asked for. */
  unanswered?: boolean;
  /** Values of the input columns of the kind's `replyEffects`. */
  effects?: JsonObject;
};

export type ReplyQueue = ReturnType<typeof createReplyQueue>;

/** Longer than any pause between two lease renewals of a healthy worker. */
const LEASE_SECONDS = 15;
const p = sql.placeholder;
const now = sql`${p("now")}::timestamptz`;
const lease = sql`${now} + make_interval(secs => ${LEASE_SECONDS})`;
const isClaimed = and(
  eq(reply.messageId, p("messageId")),
  eq(reply.ownerId, p("ownerId")),
  eq(reply.attempt, p("attempt")),
);

/** Replies that are to be written: a queue in the database, claimed by any free worker. */
export function createReplyQueue(db: Db, kinds: KindRegistry) {
  const progress = db
    .update(reply)
    .set({ text: sql`${p("text")}`, leaseUntil: lease })
    .where(isClaimed)
    .returning({ stopRequested: reply.stopRequested })
    .prepare("reply_progress");
  const released = db
    .update(reply)
    .set({ state: "queued", leaseUntil: null, attempt: sql`${reply.attempt} - 1` })
    .where(isClaimed)
    .prepare("reply_release");
  const finishing = new Map<string, ReturnType<typeof prepareAppend>>();

  /** The statement that stores a finished reply of a kind; prepared when first used. */
  function finishOf(kind: string) {
    const known = finishing.get(kind);
    if (known) return known;
    const effects = kinds.of(kind).replyEffects;
    const fresh = prepareAppend(db, {
      name: `${kind}_reply_finish`,
      endsClaim: true,
      inputColumns: effects?.inputColumns,
      effects: effects?.statements,
    });
    finishing.set(kind, fresh);
    return fresh;
  }

  return {
    /**
     * Claims the next reply that no worker is writing, each session's oldest first. A reply whose worker died can be
     * claimed again when its lease has expired, before the session's others.
     */
    async claim(at: Date): Promise<Claim | undefined> {
      for (;;) {
        try {
          return await claimNext(db, at);
        } catch (error) {
          // Another worker has just claimed a reply of the same session.
          if (!isUniqueViolation(error, "reply_one_running")) throw error;
        }
      }
    },

    /**
     * Stores the draft and renews the lease.
     * @returns whether to go on: `lost` means that the session is gone, or that another worker holds the claim.
     */
    async progress(claim: Claim, text: string, at: Date): Promise<"continue" | "stop" | "lost"> {
      const [row] = await progress.execute({ ...claim, text, now: at.toISOString() });
      if (!row) return "lost";
      return row.stopRequested ? "stop" : "continue";
    },

    /** Expires every lease. Only for a process that knows that no other one is writing. */
    async takeOver(): Promise<void> {
      await db
        .update(reply)
        .set({ leaseUntil: new Date(0) })
        .where(eq(reply.state, "running"));
    },

    /** Returns the reply to the queue, as if it had not been claimed. */
    async release(claim: Claim): Promise<void> {
      await released.execute({ ...claim });
    },

    /** Stores the finished reply and ends the claim, once. False: the claim was lost and nothing is stored. */
    async finish(claim: Claim, finished: FinishedReply, at: Date): Promise<boolean> {
      const { effects, ...rest } = finished;
      const stored = await finishOf(claim.kind)({
        ...rest,
        sessionId: claim.sessionId,
        ownerId: claim.ownerId,
        isAgent: true,
        replyTo: claim.messageId,
        claimedAttempt: claim.attempt,
        own: effects,
        at,
      });
      return stored !== undefined;
    },

    /**
     * Drops the queued replies of a session and requests the running one to stop; with `messageId` only the reply to that
     * message. @returns how many.
     */
    async stop(sessionId: string, ownerId: string, messageId?: string): Promise<number> {
      const mine = and(
        eq(reply.sessionId, sessionId),
        eq(reply.ownerId, ownerId),
        messageId === undefined ? undefined : eq(reply.messageId, messageId),
      );
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
     * Enqueues a reply to a message again, unless it has a complete one or one is queued already. A fallback is not a reply:
     * it counts as failed from then on.
     * @param isOpen whether replies may be enqueued in the session; called while it is locked.
     */
    async enqueueAgain(
      messageId: string,
      sessionId: string,
      ownerId: string,
      at: Date,
      isOpen?: (tx: Tx) => Promise<boolean>,
    ): Promise<"enqueued" | "answered" | "gone"> {
      return db.transaction(async (tx) => {
        // Storing a reply locks this row, too: a concurrent reply is either visible below or stored after this.
        const [held] = await tx
          .select({ lastMessageAt: session.lastMessageAt })
          .from(session)
          .where(isSession({ id: sessionId, ownerId }))
          .for("update");
        if (!held || (isOpen && !(await isOpen(tx)))) return "gone";
        const isAnswer = and(eq(message.replyTo, messageId), eq(message.ownerId, ownerId));
        await tx
          .update(message)
          .set({ status: "failed" })
          .where(and(isAnswer, eq(message.fallback, true)));
        if ((await tx.$count(message, and(isAnswer, eq(message.status, "complete")))) > 0) return "answered";
        // Behind the replies that are queued already, even when the clock was set back.
        const createdAt = at > held.lastMessageAt ? at : held.lastMessageAt;
        await tx.insert(reply).values({ messageId, sessionId, ownerId, createdAt }).onConflictDoNothing();
        return "enqueued";
      });
    },

    /** The draft of the reply to a message; undefined when none is queued or being written. */
    async draftOf(sessionId: string, ownerId: string, messageId: string): Promise<string | undefined> {
      // The session too: the bearer of its token may know the id of a message in another one.
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
      kind: sql<string>`(select s.kind from ${session} s where s.id = ${reply.sessionId} and s.owner_id = ${reply.ownerId})`,
    });
  return claimed;
}
