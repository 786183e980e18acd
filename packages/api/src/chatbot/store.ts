import type { Db } from "@parley/db/client";
import { chatbot, chatbotSession, client } from "@parley/db/schema/chatbot";
import { event, session } from "@parley/db/schema/session";
import { and, desc, eq, isNull, type SQL, sql } from "drizzle-orm";
import { momentFrom, momentUntil } from "./rules.ts";
import { CHATBOT_LIMITS, type ChatbotSessionStatus, type ListInput } from "./schema.ts";
import {
  type ChatbotSessionRow,
  chatbotColumns,
  chatbotSessionColumns,
  clientColumns,
  embeddedMessages,
  type TranscriptRow,
} from "./session-row.ts";

export type NewChatbotSession = {
  id: string;
  ownerId: string;
  chatbotId: string;
  clientId: string;
  title: string | null;
  status: ChatbotSessionStatus;
  startTime: Date;
  startsItself: boolean;
  now: Date;
};

export type ChatbotListFilter = ListInput & { ownerId: string };
export type ChatbotSessionStore = ReturnType<typeof chatbotSessionStore>;

const p = sql.placeholder;
const joined = and(eq(chatbotSession.sessionId, session.id), eq(chatbotSession.ownerId, session.ownerId));
const withChatbot = and(
  eq(chatbot.id, chatbotSession.chatbotId),
  eq(chatbot.ownerId, chatbotSession.ownerId),
);
const withClient = and(eq(client.id, chatbotSession.clientId), eq(client.ownerId, chatbotSession.ownerId));

/** Reads of chatbot sessions, and their making. All name the owner: somebody else's rows don't come back. */
export function chatbotSessionStore(db: Db) {
  const findTranscript = db
    .select({
      ...chatbotSessionColumns,
      chatbot: chatbotColumns,
      client: clientColumns,
      messages: embeddedMessages(),
    })
    .from(session)
    .innerJoin(chatbotSession, joined)
    .innerJoin(chatbot, withChatbot)
    .innerJoin(client, withClient)
    .where(and(eq(session.id, p("id")), eq(session.ownerId, p("ownerId"))))
    .prepare("chatbot_session_transcript");

  const find = db
    .select(chatbotSessionColumns)
    .from(session)
    .innerJoin(chatbotSession, joined)
    .where(and(eq(session.id, p("id")), eq(session.ownerId, p("ownerId"))))
    .prepare("chatbot_session_find");

  const insert = prepareInsert(db);
  const listings = new Map<string, ReturnType<typeof prepareListing>>();

  /** A statement for each way to filter, made when it is first asked for. */
  function listing(filter: ChatbotListFilter) {
    const shape = FILTERS.filter((name) => filter[name] !== undefined).join("_");
    const known = listings.get(shape) ?? prepareListing(db, shape, filter);
    listings.set(shape, known);
    return known;
  }

  return {
    async find(id: string, ownerId: string): Promise<ChatbotSessionRow | undefined> {
      const [row] = await find.execute({ id, ownerId });
      return row;
    },

    /** The session with all of its messages, in one read. */
    async transcript(id: string, ownerId: string): Promise<TranscriptRow | undefined> {
      const [row] = await findTranscript.execute({ id, ownerId });
      return row;
    },

    /** One statement: the session, its kind's row and its first event. Undefined: no such chatbot or client. */
    async create(fresh: NewChatbotSession): Promise<ChatbotSessionRow | undefined> {
      const { now, startTime, ...rest } = fresh;
      const times = { now: now.toISOString(), startTime: startTime.toISOString() };
      const [row] = await insert.execute({ ...rest, ...times });
      return row;
    },

    /** A page, newest first, each with its newest messages; one read whatever its size. */
    async list(filter: ChatbotListFilter): Promise<TranscriptRow[]> {
      return listing(filter).page.execute({ ...valuesOf(filter), limit: filter.limit, skip: filter.skip });
    },

    /** How many sessions the filter matches. */
    async count(filter: ChatbotListFilter): Promise<number> {
      const [row] = await listing(filter).count.execute(valuesOf(filter));
      return row?.total ?? 0;
    },
  };
}

const FILTERS = ["searchString", "status", "chatbotId", "clientId", "startDate", "endDate"] as const;

const CONDITIONS: Record<(typeof FILTERS)[number], SQL> = {
  searchString: sql`(${session.kind} = 'chatbot' and ${session.title} ilike ${p("searchString")})`,
  status: eq(chatbotSession.status, p("status")),
  chatbotId: eq(chatbotSession.chatbotId, p("chatbotId")),
  clientId: eq(chatbotSession.clientId, p("clientId")),
  startDate: sql`${chatbotSession.createdAt} >= ${p("startDate")}::timestamptz`,
  endDate: sql`${chatbotSession.createdAt} <= ${p("endDate")}::timestamptz`,
};

/** A part of a text, in which `%`, `_` and `\` stand for themselves. */
export const partOf = (words: string) => `%${words.replace(/[\\%_]/g, "\\$&")}%`;

function valuesOf({ ownerId, searchString, startDate, endDate, ...rest }: ChatbotListFilter) {
  return {
    ...{ ownerId, status: rest.status, chatbotId: rest.chatbotId, clientId: rest.clientId },
    searchString: searchString === undefined ? undefined : partOf(searchString),
    startDate: startDate === undefined ? undefined : momentFrom(startDate).toISOString(),
    endDate: endDate === undefined ? undefined : momentUntil(endDate).toISOString(),
  };
}

function prepareListing(db: Db, shape: string, filter: ChatbotListFilter) {
  const matches = and(
    eq(chatbotSession.ownerId, p("ownerId")),
    ...FILTERS.filter((name) => filter[name] !== undefined).map((name) => CONDITIONS[name]),
  );
  const isSearch = filter.searchString !== undefined;
  const ids = db
    .select({ pagedId: sql<string>`${chatbotSession.sessionId}`.as("paged_id") })
    .from(chatbotSession);
  // The page is cut before anything is read for its rows: nobody pays for those that are skipped.
  const paged = (isSearch ? ids.innerJoin(session, joined) : ids)
    .where(matches)
    .orderBy(desc(chatbotSession.createdAt), desc(chatbotSession.sessionId))
    .limit(p("limit"))
    .offset(p("skip"))
    .as("paged");
  const page = db
    .select({
      ...chatbotSessionColumns,
      chatbot: chatbotColumns,
      client: clientColumns,
      messages: embeddedMessages(CHATBOT_LIMITS.listedMessages),
    })
    .from(paged)
    .innerJoin(
      chatbotSession,
      and(eq(chatbotSession.sessionId, paged.pagedId), eq(chatbotSession.ownerId, p("ownerId"))),
    )
    .innerJoin(session, joined)
    .innerJoin(chatbot, withChatbot)
    .innerJoin(client, withClient)
    .orderBy(desc(chatbotSession.createdAt), desc(chatbotSession.sessionId))
    .prepare(`chatbot_session_list_${shape}`);
  const counted = db.select({ total: sql<number>`count(*)::int` }).from(chatbotSession);
  // The titles stand in another table, which only a search has to look at.
  const count = (isSearch ? counted.innerJoin(session, joined) : counted)
    .where(matches)
    .prepare(`chatbot_session_count_${shape}`);
  return { page, count };
}

function prepareInsert(db: Db) {
  const now = sql`${p("now")}::timestamptz`;
  const people = db.$with("people").as(
    db
      .select({
        chatbotId: sql<string>`${chatbot.id}`.as("of_chatbot"),
        clientId: sql<string>`${client.id}`.as("of_client"),
      })
      .from(chatbot)
      .innerJoin(
        client,
        and(eq(client.id, p("clientId")), eq(client.ownerId, p("ownerId")), isNull(client.deletedAt)),
      )
      .where(
        and(eq(chatbot.id, p("chatbotId")), eq(chatbot.ownerId, p("ownerId")), isNull(chatbot.deletedAt)),
      ),
  );
  const base = db.$with("base").as(
    db
      .insert(session)
      .select((qb) =>
        qb
          .select({
            id: sql`${p("id")}::text`.as("id"),
            ownerId: sql`${p("ownerId")}::text`.as("owner_id"),
            kind: sql`'chatbot'`.as("kind"),
            title: sql`${p("title")}::text`.as("title"),
            metadata: sql`'{}'::jsonb`.as("metadata"),
            seq: sql`1`.as("seq"),
            version: sql`1`.as("version"),
            createdAt: sql`${now}`.as("created_at"),
            updatedAt: sql`${now}`.as("updated_at"),
            lastMessageAt: sql`${now}`.as("last_message_at"),
            pinnedAt: sql`null::timestamptz`.as("pinned_at"),
            archivedAt: sql`null::timestamptz`.as("archived_at"),
            readSeq: sql`1`.as("read_seq"),
          })
          .from(people),
      )
      .returning(),
  );
  const own = db.$with("own").as(
    db
      .insert(chatbotSession)
      .select((qb) =>
        qb
          .select({
            sessionId: base.id,
            ownerId: base.ownerId,
            chatbotId: people.chatbotId,
            clientId: people.clientId,
            status: sql`${p("status")}::text`.as("status"),
            startTime: sql`${p("startTime")}::timestamptz`.as("start_time"),
            startsItself: sql`${p("startsItself")}::boolean`.as("starts_itself"),
            endTime: sql`null::timestamptz`.as("end_time"),
            feedback: sql`null::jsonb`.as("feedback"),
            metadata: sql`null::jsonb`.as("metadata"),
            dangerAt: sql`null::timestamptz`.as("danger_at"),
            earlier: sql`null::text`.as("earlier"),
            earlierSeq: sql`0`.as("earlier_seq"),
            report: sql`null::text`.as("report"),
            createdAt: base.createdAt,
          })
          .from(base)
          .innerJoin(people, sql`true`),
      )
      .returning(),
  );
  const noted = db.$with("noted").as(
    db
      .insert(event)
      .select((qb) =>
        qb
          .select({
            sessionId: base.id,
            ownerId: base.ownerId,
            seq: sql`1`.as("seq"),
            type: sql`'session.created'`.as("type"),
            messageId: sql`null`.as("message_id"),
            data: sql`null::jsonb`.as("data"),
            createdAt: base.createdAt,
          })
          .from(base),
      )
      .returning({ seq: event.seq }),
  );
  return db
    .with(people, base, own, noted)
    .select({
      ...{ id: base.id, title: base.title, updatedAt: base.updatedAt, version: base.version },
      ...{ chatbotId: own.chatbotId, clientId: own.clientId, status: own.status, startTime: own.startTime },
      ...{ startsItself: own.startsItself, endTime: own.endTime, feedback: own.feedback },
      ...{ metadata: own.metadata, dangerAt: own.dangerAt, report: own.report, createdAt: own.createdAt },
    })
    .from(base)
    .innerJoin(own, sql`true`)
    .prepare("chatbot_session_insert");
}
