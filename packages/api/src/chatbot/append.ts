import type { Db } from "@parley/db/client";
import { chatbot, chatbotSession, client } from "@parley/db/schema/chatbot";
import { message, messageAlias, reply, session } from "@parley/db/schema/session";
import { sql } from "drizzle-orm";
import { type AppendSpec, type NewMessage, prepareAppend } from "../session/write/append.ts";
import { isUserTurn } from "./rules.ts";
import type { ChatbotSessionStatus } from "./schema.ts";

/** A message to append. `danger`: its text suggests that the client may harm themselves. */
export type NewChatbotMessage = Omit<NewMessage, "own"> & { danger: boolean };

/** Appends only to an active session. The first message with `danger` sets the session's `danger_at`. */
export const messageSpec = {
  name: "chatbot_message_append",
  inputColumns: "danger boolean",
  join: sql`join ${chatbotSession} k on k.session_id = s.id and k.owner_id = s.owner_id`,
  guard: sql`k.status = 'ACTIVE'`,
  attention: sql`case when l.danger then 'danger' end`,
  effects: {
    marked: sql`update ${chatbotSession} c set danger_at = m.stored_at from moved m
      where m.danger and c.session_id = m.session_id and c.owner_id = m.owner_id and c.danger_at is null`,
  },
} satisfies AppendSpec;

export const toNewMessage = ({ danger, ...fresh }: NewChatbotMessage): NewMessage => ({
  ...fresh,
  own: { danger },
});

export type StoredMessage = {
  id: string;
  createdAt: Date;
  /** The time that the caller gave for the message, if any. */
  timestamp: string | undefined;
};

/** The state that decides how a chat request is handled, as of the event `seq`. */
export type ChatState = {
  seq: number;
  status: ChatbotSessionStatus;
  chatbotId: string;
  clientId: string;
  /** Whether neither the chatbot nor the client was deleted. */
  hasBoth: boolean;
  /** The message that an earlier attempt of the same request stored, or was aliased to. */
  known: (StoredMessage & { sessionId: string }) | undefined;
  /** The newest message, if it is an unanswered one of the client. */
  openTurn: (StoredMessage & { content: string }) | undefined;
  /** The message whose reply is queued or being written. */
  pendingReplyTo: string | undefined;
};

type JsonMessage = {
  id: string;
  at: string;
  timestamp: string | null;
  session: string;
  content: string;
  isAgent: boolean;
  authorId: string;
};

const toStored = ({ id, at, timestamp }: JsonMessage): StoredMessage => ({
  id,
  createdAt: new Date(at),
  timestamp: timestamp ?? undefined,
});

const p = sql.placeholder;

/** Reads the whole chat state in one query. */
function prepareChatState(db: Db) {
  const asJson = sql`json_build_object('id', m.id, 'at', m.created_at, 'timestamp', m.metadata->>'timestamp',
    'session', m.session_id, 'content', m.content, 'isAgent', m.is_agent, 'authorId', m.author_id)`;
  const ofSession = sql`m.session_id = s.id and m.owner_id = s.owner_id`;
  const state = db
    .$with("state", {
      seq: session.seq,
      status: chatbotSession.status,
      chatbotId: chatbotSession.chatbotId,
      clientId: chatbotSession.clientId,
      hasBoth: sql<boolean>`has_both`.as("has_both"),
      known: sql<JsonMessage | null>`known`.as("known"),
      newest: sql<JsonMessage | null>`newest`.as("newest"),
      pendingReplyTo: sql<string | null>`pending_reply_to`.as("pending_reply_to"),
    })
    .as(sql`
      select s.seq, k.status, k.chatbot_id, k.client_id, b.deleted_at is null and c.deleted_at is null as has_both,
        (select ${asJson} from ${message} m where m.owner_id = s.owner_id and m.id = coalesce((
          select a.message_id from ${messageAlias} a where a.id = ${p("messageId")} and a.owner_id = s.owner_id),
          ${p("messageId")})) as known,
        -- A reply to an older message may be stored after the newest one: it does not answer that one.
        (select ${asJson} from ${message} m where ${ofSession} and (m.reply_to is null or m.reply_to = (
            select last.id from ${message} last where last.session_id = s.id and last.owner_id = s.owner_id
              and last.reply_to is null order by last.created_at desc limit 1))
          order by m.created_at desc limit 1) as newest,
        (select r.message_id from ${reply} r where r.session_id = s.id and r.owner_id = s.owner_id
          order by r.created_at limit 1) as pending_reply_to
      from ${session} s
      join ${chatbotSession} k on k.session_id = s.id and k.owner_id = s.owner_id
      join ${chatbot} b on b.id = k.chatbot_id and b.owner_id = k.owner_id
      join ${client} c on c.id = k.client_id and c.owner_id = k.owner_id
      where s.id = ${p("id")} and s.owner_id = ${p("ownerId")}`);
  return db.with(state).select().from(state).prepare("chatbot_chat_state");
}

/** Enqueues the reply to a stored message, unless the session has changed since `expectedSeq`. */
function prepareEnqueue(db: Db) {
  const locked = db.$with("locked", {}).as(sql`
    select s.id as session_id, s.owner_id from ${session} s
    join ${chatbotSession} k on k.session_id = s.id and k.owner_id = s.owner_id
    where s.id = ${p("id")} and s.owner_id = ${p("ownerId")} and s.seq = ${p("expectedSeq")}::integer and k.status = 'ACTIVE'
    for update of s, k`);
  const enqueued = db.$with("enqueued", {}).as(sql`
    insert into ${reply} (message_id, owner_id, session_id, created_at)
    select ${p("messageId")}, l.owner_id, l.session_id, ${p("createdAt")}::timestamptz from locked l on conflict do nothing`);
  const aliased = db.$with("aliased", {}).as(sql`
    insert into ${messageAlias} (id, owner_id, message_id)
    select ${p("alias")}, l.owner_id, ${p("messageId")} from locked l on conflict do nothing`);
  const result = db
    .$with("result", { sessionId: chatbotSession.sessionId })
    .as(sql`select session_id from locked`);
  return db.with(locked, enqueued, aliased, result).select().from(result).prepare("chatbot_reply_enqueue");
}

/** Appends messages to chatbot sessions and enqueues their replies. */
export function chatbotAppends(db: Db) {
  const append = prepareAppend(db, messageSpec);
  const chatState = prepareChatState(db);
  const enqueue = prepareEnqueue(db);

  return {
    /** Appends a message. @returns undefined when there is no such active session. */
    async append(fresh: NewChatbotMessage): Promise<StoredMessage | undefined> {
      const stored = await append(toNewMessage(fresh));
      const timestamp = fresh.metadata?.timestamp;
      return (
        stored && {
          id: fresh.id,
          createdAt: stored.createdAt,
          timestamp: typeof timestamp === "string" ? timestamp : undefined,
        }
      );
    },

    /** Reads the state for a chat request with this message id; undefined when there is no such session. */
    async chatState(id: string, ownerId: string, messageId: string): Promise<ChatState | undefined> {
      const [row] = await chatState.execute({ id, ownerId, messageId });
      if (!row) return undefined;
      const { known, newest, pendingReplyTo, ...rest } = row;
      return {
        ...rest,
        known: known ? { ...toStored(known), sessionId: known.session } : undefined,
        openTurn: newest && isUserTurn(newest) ? { ...toStored(newest), content: newest.content } : undefined,
        pendingReplyTo: pendingReplyTo ?? undefined,
      };
    },

    /**
     * Enqueues the reply to a stored message, and stores the request's id as an alias of the message's id.
     * @returns false when the session has changed since `expectedSeq`.
     */
    async enqueueReply(
      { id, ownerId }: { id: string; ownerId: string },
      turn: StoredMessage,
      alias: string,
      expectedSeq: number,
    ): Promise<boolean> {
      const rows = await enqueue.execute({
        id,
        ownerId,
        messageId: turn.id,
        createdAt: turn.createdAt.toISOString(),
        alias,
        expectedSeq,
      });
      return rows.length > 0;
    },
  };
}
