import type { Db, Tx } from "@parley/db/client";
import { chatbot, chatbotSession } from "@parley/db/schema/chatbot";
import { event, message, reply, session } from "@parley/db/schema/session";
import { and, asc, desc, eq, lte, or, sql } from "drizzle-orm";
import { forgetAnswers } from "../session/idempotency.ts";
import { stillRead } from "../session/write/still-read.ts";
import { appendTogether, type NewMessage } from "./append.ts";
import { isUserTurn, type SessionState } from "./rules.ts";
import { type ChatbotSessionRow, chatbotSessionColumns } from "./session-row.ts";

export type Changes = Partial<typeof chatbotSession.$inferInsert> & { title?: string };
/** What is true of a session at the moment of a change. */
export type Held = ChatbotSessionRow & SessionState;
export type Spoken = {
  id: string;
  createdAt: Date;
  /** When it was said, where whoever told it named another time. */
  timestamp: string | undefined;
};

export type ChatbotLifecycle = ReturnType<typeof chatbotLifecycle>;

/** Writes to chatbot sessions: each locks the session, looks, and writes in one transaction with its event. */
export function chatbotLifecycle(db: Db) {
  const append = appendTogether(db);
  return {
    /**
     * Changes a session by a rule that sees what is true at that moment; what the rule throws changes nothing.
     * A session that stops being active owes no answers: what was being written is dropped.
     * @param decide gives what to change, or undefined for nothing.
     * @returns false when there is no such session, or nothing was to change.
     */
    async change(
      id: string,
      ownerId: string,
      now: Date,
      decide: (held: Held) => Changes | undefined,
    ): Promise<boolean> {
      return db.transaction(async (tx) => {
        const held = await lock(tx, id, ownerId);
        const changes = held && decide(held);
        if (!held || !changes) return false;
        const { title, ...own } = changes;
        if (Object.keys(own).length > 0) await tx.update(chatbotSession).set(own).where(isOwn(id, ownerId));
        await note(tx, { id, ownerId, type: "session.updated", now, title });
        if (own.status !== undefined && own.status !== "ACTIVE") await dropReplies(tx, id, ownerId);
        return true;
      });
    },

    /** Stores a message in an active session. @returns undefined when there is none. */
    async append(id: string, ownerId: string, fresh: NewMessage, now: Date): Promise<Spoken | undefined> {
      const stored = await append({ ...fresh, sessionId: id, ownerId, now });
      return stored && { id: stored.id, createdAt: stored.createdAt, timestamp: fresh.metadata.timestamp };
    },

    /**
     * Stores what the client says and owes the chatbot's answer. When the last turn is the same words of the client,
     * and not answered yet, it is that one that is answered; the request's id is noted with it, so that a repetition meets it again.
     * @returns undefined when the session is not active; `busyWith` another message when the answer to that is still
     *   owed: nothing was stored.
     */
    async ask(
      id: string,
      ownerId: string,
      fresh: NewMessage,
      now: Date,
    ): Promise<Spoken | { busyWith: string } | undefined> {
      return db.transaction(async (tx) => {
        const held = await lock(tx, id, ownerId);
        if (held?.status !== "ACTIVE") return undefined;
        const before = await askedBefore(tx, id, ownerId, fresh.id);
        if (before) return spoken(before);
        const open = await openTurn(tx, id, ownerId);
        const same = open?.content === fresh.content ? open : undefined;
        const owed = await owedTo(tx, id, ownerId);
        if (owed && owed !== same?.id) return { busyWith: owed };
        if (same) await noteAsked(tx, ownerId, same.id, fresh.id);
        const asked = same ? spoken(same) : await store(tx, id, ownerId, fresh, now);
        await tx
          .insert(reply)
          .values({ messageId: asked.id, sessionId: id, ownerId, createdAt: asked.createdAt })
          .onConflictDoNothing();
        return asked;
      });
    },

    /** Whether a session is active, for a transaction that has locked it. */
    async isActive(tx: Tx, id: string, ownerId: string): Promise<boolean> {
      return (
        (await tx.$count(chatbotSession, and(isOwn(id, ownerId), eq(chatbotSession.status, "ACTIVE")))) > 0
      );
    },

    /** Removes the session with everything below it, and what was answered about it. Of two that race, one removes it. */
    async remove(id: string, ownerId: string): Promise<boolean> {
      return db.transaction(async (tx) => {
        const gone = await tx.delete(session).where(isIt(id, ownerId)).returning({ id: session.id });
        if (gone.length > 0) await forgetAnswers(tx, ownerId, id);
        return gone.length > 0;
      });
    },

    /**
     * Starts up to `most` sessions whose time has come, each with its chatbot's greeting.
     * Processes that do it at the same time share the work. @returns the sessions that were started.
     */
    async startDue(now: Date, most: number, messageId: () => string) {
      return db.transaction(async (tx) => {
        const due = await dueSessions(tx, now, most);
        for (const { id, ownerId, chatbotId, greeting } of due) {
          const changes = { status: "ACTIVE" as const, startsItself: false };
          await tx.update(chatbotSession).set(changes).where(isOwn(id, ownerId));
          await note(tx, { id, ownerId, type: "session.updated", now, title: undefined });
          if (greeting?.trim()) {
            const said = {
              content: greeting,
              authorId: chatbotId,
              isAgent: true,
              metadata: {},
              danger: false,
            };
            await store(tx, id, ownerId, { id: messageId(), ...said }, now);
          }
        }
        return due.map(({ id, ownerId }) => ({ sessionId: id, ownerId }));
      });
    },
  };
}

const isOwn = (id: string, ownerId: string) =>
  and(eq(chatbotSession.sessionId, id), eq(chatbotSession.ownerId, ownerId));
const isIt = (id: string, ownerId: string) => and(eq(session.id, id), eq(session.ownerId, ownerId));
const isOf = (id: string, ownerId: string) => and(eq(message.sessionId, id), eq(message.ownerId, ownerId));
const joined = and(eq(session.id, chatbotSession.sessionId), eq(session.ownerId, chatbotSession.ownerId));

const said = {
  id: message.id,
  content: message.content,
  createdAt: message.createdAt,
  metadata: message.metadata,
};
type Said = Pick<typeof message.$inferSelect, keyof typeof said>;

function spoken({ id, createdAt, metadata: { timestamp } }: Said): Spoken {
  return { id, createdAt, timestamp: typeof timestamp === "string" ? timestamp : undefined };
}

/** Both rows: of a row that is only joined, what was true before the wait for the other would come back. */
async function lock(tx: Tx, id: string, ownerId: string): Promise<Held | undefined> {
  const [row] = await tx
    .select({ ...chatbotSessionColumns, seq: session.seq })
    .from(session)
    .innerJoin(chatbotSession, joined)
    .where(isIt(id, ownerId))
    .for("update", { of: [session, chatbotSession] });
  if (!row) return undefined;
  return { ...row, hasMessages: await hasMessages(tx, id, ownerId) };
}

async function hasMessages(tx: Tx, id: string, ownerId: string): Promise<boolean> {
  const [any] = await tx.select({ id: message.id }).from(message).where(isOf(id, ownerId)).limit(1);
  return any !== undefined;
}

/** The turn that a request asked about when it came before: its own, or the same words that stood there already. */
async function askedBefore(tx: Tx, id: string, ownerId: string, askId: string): Promise<Said | undefined> {
  const [turn] = await tx
    .select({
      id: message.id,
      content: message.content,
      createdAt: message.createdAt,
      metadata: message.metadata,
    })
    .from(message)
    .where(
      and(isOf(id, ownerId), or(eq(message.id, askId), sql`${message.metadata} -> 'askedAs' ? ${askId}`)),
    )
    .limit(1);
  return turn;
}

/** The last thing that was said, where the client said it; an answer to something else may have come since. */
async function openTurn(tx: Tx, id: string, ownerId: string): Promise<Said | undefined> {
  const [turn] = await tx
    .select({ ...said, isAgent: message.isAgent, authorId: message.authorId })
    .from(message)
    .where(
      and(
        isOf(id, ownerId),
        sql`(${message.replyTo} is null or ${message.replyTo} = (
          select last.id from ${message} last
          where last.session_id = ${id} and last.owner_id = ${ownerId} and last.reply_to is null
          order by last.created_at desc limit 1))`,
      ),
    )
    .orderBy(desc(message.createdAt))
    .limit(1);
  return turn && isUserTurn(turn) ? turn : undefined;
}

async function noteAsked(tx: Tx, ownerId: string, turnId: string, askId: string): Promise<void> {
  const known = sql`coalesce(${message.metadata} -> 'askedAs', '[]'::jsonb)`;
  await tx
    .update(message)
    .set({ metadata: sql`jsonb_set(${message.metadata}, '{askedAs}', ${known} || to_jsonb(${askId}::text))` })
    .where(and(eq(message.id, turnId), eq(message.ownerId, ownerId)));
}

/** The message whose answer is owed or being written. */
async function owedTo(tx: Tx, id: string, ownerId: string): Promise<string | undefined> {
  const [owed] = await tx
    .select({ messageId: reply.messageId })
    .from(reply)
    .where(and(eq(reply.sessionId, id), eq(reply.ownerId, ownerId)))
    .orderBy(asc(reply.createdAt))
    .limit(1);
  return owed?.messageId;
}

type Note = { id: string; ownerId: string; type: string; now: Date; title: string | undefined };

/** Numbers a new event of the session. Only messages make a session unread. */
async function note(tx: Tx, { id, ownerId, type, now, title }: Note): Promise<void> {
  const [moved] = await tx
    .update(session)
    .set({
      title,
      seq: sql`${session.seq} + 1`,
      readSeq: stillRead,
      version: sql`${session.version} + 1`,
      updatedAt: now,
    })
    .where(isIt(id, ownerId))
    .returning({ seq: session.seq });
  if (moved) await tx.insert(event).values({ sessionId: id, ownerId, type, createdAt: now, seq: moved.seq });
}

/** Stores a message and its event; the session's row is locked already. */
async function store(tx: Tx, id: string, ownerId: string, fresh: NewMessage, now: Date): Promise<Spoken> {
  const [moved] = await tx
    .update(session)
    .set({
      seq: sql`${session.seq} + 1`,
      version: sql`${session.version} + 1`,
      updatedAt: now,
      lastMessageAt: sql`greatest(${session.lastMessageAt} + interval '1 millisecond', ${now.toISOString()}::timestamptz)`,
    })
    .where(isIt(id, ownerId))
    .returning({ seq: session.seq, at: session.lastMessageAt });
  if (!moved) throw new Error("the session is gone while it is locked");
  const { danger, ...said } = fresh;
  await tx.insert(message).values({ ...said, ownerId, sessionId: id, seq: moved.seq, createdAt: moved.at });
  await tx.insert(event).values({
    ...{ sessionId: id, ownerId, seq: moved.seq, type: "message.created" },
    ...{ messageId: said.id, createdAt: moved.at },
  });
  if (danger) {
    const dangerAt = sql`coalesce(${chatbotSession.dangerAt}, ${now.toISOString()}::timestamptz)`;
    await tx.update(chatbotSession).set({ dangerAt }).where(isOwn(id, ownerId));
  }
  return { id: said.id, createdAt: moved.at, timestamp: said.metadata.timestamp };
}

async function dueSessions(tx: Tx, now: Date, most: number) {
  return tx
    .select({
      id: chatbotSession.sessionId,
      ownerId: chatbotSession.ownerId,
      chatbotId: chatbotSession.chatbotId,
      greeting: sql<
        string | null
      >`case when ${chatbot.deletedAt} is null then ${chatbot.metadata}->>'greeting' end`,
    })
    .from(chatbotSession)
    .innerJoin(session, joined)
    .innerJoin(
      chatbot,
      and(eq(chatbot.id, chatbotSession.chatbotId), eq(chatbot.ownerId, chatbotSession.ownerId)),
    )
    .where(
      and(
        eq(chatbotSession.status, "SCHEDULED"),
        eq(chatbotSession.startsItself, true),
        lte(chatbotSession.startTime, now),
      ),
    )
    .orderBy(asc(chatbotSession.startTime))
    .limit(most)
    .for("update", { of: [session, chatbotSession], skipLocked: true });
}

async function dropReplies(tx: Tx, id: string, ownerId: string): Promise<void> {
  await tx.delete(reply).where(and(eq(reply.sessionId, id), eq(reply.ownerId, ownerId)));
}
