import type { Db } from "@parley/db/client";
import { event, message, reply, session } from "@parley/db/schema/session";
import { and, asc, desc, eq, gt, lt, type SQL, sql } from "drizzle-orm";
import type { Json, Message, MessagePage } from "../schema.ts";
import { isSession } from "../write/change.ts";
import { messageColumns, toMessage } from "./message-row.ts";

export type StoredEvent = { seq: number; type: string; message: Message | null; data: Json };
export type ReplyProgress = { replyTo: string; state: "queued" | "running"; text: string };

export type SessionStore = ReturnType<typeof sessionStore>;

const p = sql.placeholder;
const ofSession = and(eq(message.sessionId, p("sessionId")), eq(message.ownerId, p("ownerId")));

/** Reads that every kind of session shares. Each filters by owner: another owner's rows can't be returned. */
export function sessionStore(db: Db) {
  /** The newest of the messages that match. */
  const newestWhere = (matches: SQL | undefined) =>
    db
      .select(messageColumns)
      .from(message)
      .where(and(ofSession, matches))
      .orderBy(desc(message.createdAt))
      .limit(p("limit"));
  // Apart from the next: with two bounds Postgres assumes a narrow range, and would plan anew for each page.
  const newest = newestWhere(lt(message.createdAt, p("before"))).prepare("message_newest");
  const newestBetween = newestWhere(
    and(lt(message.createdAt, p("before")), gt(message.createdAt, p("after"))),
  ).prepare("message_newest_between");

  const oldestAfter = db
    .select(messageColumns)
    .from(message)
    .where(and(ofSession, gt(message.createdAt, p("after"))))
    .orderBy(asc(message.createdAt))
    .limit(p("limit"))
    .prepare("message_oldest_after");

  const findMessage = db
    .select()
    .from(message)
    .where(and(eq(message.id, p("id")), eq(message.ownerId, p("ownerId"))))
    .prepare("message_find");

  const findReplyTo = db
    .select()
    .from(message)
    .where(and(ofSession, eq(message.replyTo, p("messageId"))))
    .orderBy(desc(message.createdAt))
    .limit(1)
    .prepare("message_reply_to");

  const eventsAfter = db
    .select({ seq: event.seq, type: event.type, data: event.data, message })
    .from(event)
    .leftJoin(message, and(eq(message.id, event.messageId), eq(message.ownerId, event.ownerId)))
    .where(
      and(eq(event.sessionId, p("sessionId")), eq(event.ownerId, p("ownerId")), gt(event.seq, p("after"))),
    )
    .orderBy(asc(event.seq))
    .limit(p("limit"))
    .prepare("event_after");

  const repliesOf = db
    .select({ replyTo: reply.messageId, state: reply.state, text: reply.text })
    .from(reply)
    .where(and(eq(reply.sessionId, p("sessionId")), eq(reply.ownerId, p("ownerId"))))
    .orderBy(asc(reply.createdAt))
    .limit(100)
    .prepare("reply_of_session");

  return {
    /**
     * A page of messages, newest first. With `after` alone the page begins right after that moment, so that
     * reading onwards skips none.
     */
    async messages(
      sessionId: string,
      ownerId: string,
      page: { limit: number; before?: Date | undefined; after?: Date | undefined },
    ): Promise<MessagePage> {
      const { limit, before, after } = page;
      const onwards = after !== undefined && before === undefined;
      const key = { sessionId, ownerId, limit: limit + 1, before: (before ?? FAR_FUTURE).toISOString() };
      const afterwards = onwards ? oldestAfter : newestBetween;
      const rows =
        after === undefined
          ? await newest.execute(key)
          : await afterwards.execute({ ...key, after: after.toISOString() });
      const shown = rows.slice(0, limit);
      if (onwards) shown.reverse();
      return {
        items: shown.map((row) => toMessage({ ...row, sessionId })),
        hasMore: rows.length > limit,
        cursors: {
          before: shown.at(-1)?.createdAt.getTime() ?? null,
          after: shown[0]?.createdAt.getTime() ?? null,
        },
      };
    },

    async message(id: string, ownerId: string): Promise<Message | undefined> {
      const [row] = await findMessage.execute({ id, ownerId });
      return row && toMessage(row);
    },

    /** The newest reply to a message. */
    async replyTo(sessionId: string, ownerId: string, messageId: string): Promise<Message | undefined> {
      const [row] = await findReplyTo.execute({ sessionId, ownerId, messageId });
      return row && toMessage(row);
    },

    async eventsAfter(
      sessionId: string,
      ownerId: string,
      after: number,
      limit: number,
    ): Promise<StoredEvent[]> {
      const rows = await eventsAfter.execute({ sessionId, ownerId, after, limit });
      return rows.map((row) => ({
        seq: row.seq,
        type: row.type,
        message: row.message && toMessage(row.message),
        data: row.data,
      }));
    },

    /** Replies that are queued or being written, oldest first. */
    replies: (sessionId: string, ownerId: string): Promise<ReplyProgress[]> =>
      repliesOf.execute({ sessionId, ownerId }),

    /** The number of the session's newest event; undefined when it is gone. */
    async position(sessionId: string, ownerId: string): Promise<{ seq: number } | undefined> {
      const [row] = await db
        .select({ seq: session.seq })
        .from(session)
        .where(isSession({ id: sessionId, ownerId }));
      return row;
    },
  };
}

const FAR_FUTURE = new Date(Date.UTC(9999, 0));
