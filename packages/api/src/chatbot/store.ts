import type { Db } from "@parley/db/client";
import { chatbot, chatbotSession, client } from "@parley/db/schema/chatbot";
import { session } from "@parley/db/schema/session";
import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import { coalesce } from "../batch/coalesce.ts";
import { batchedFind, isRequested } from "../batch/find.ts";
import { createFactsCache } from "../session/access/facts.ts";
import type { AccessStore } from "../session/access/store.ts";
import { containsPattern } from "../session/read/contains.ts";
import { chatbotSessionCreates, type NewChatbotSession } from "./create.ts";
import { rangeEnd, rangeStart } from "./rules.ts";
import { CHATBOT_LIMITS, type ListInput } from "./schema.ts";
import {
  type ChatbotSessionRow,
  type ConversationRow,
  chatbotColumns,
  chatbotSessionColumns,
  clientColumns,
  embeddedMessages,
  type TranscriptRow,
} from "./session-row.ts";

/** The chatbot and the client of a session. They never change, so they are cached. */
export type ChatbotSessionFacts = { chatbotId: string; clientId: string };
export type ChatbotListFilter = ListInput & { ownerId: string };

/** Reads with all messages: a session of 10,000 messages takes some megabytes of memory, and some time. */
const TRANSCRIPT_BATCH = { maxBatchSize: 16, concurrency: 4 };

const p = sql.placeholder;
const joined = and(eq(chatbotSession.sessionId, session.id), eq(chatbotSession.ownerId, session.ownerId));
const withChatbot = and(
  eq(chatbot.id, chatbotSession.chatbotId),
  eq(chatbot.ownerId, chatbotSession.ownerId),
);
const withClient = and(eq(client.id, chatbotSession.clientId), eq(client.ownerId, chatbotSession.ownerId));

/** Reads of chatbot sessions, and their creation. All are limited to one owner. */
export function chatbotSessionStore(db: Db, access: AccessStore) {
  const conversations = db
    .select({ ...chatbotSessionColumns, ownerId: session.ownerId, messages: embeddedMessages() })
    .from(session)
    .innerJoin(chatbotSession, joined)
    .where(isRequested(session.id, session.ownerId))
    .prepare("chatbot_session_conversations");

  const transcripts = db
    .select({
      ...chatbotSessionColumns,
      ownerId: session.ownerId,
      messages: embeddedMessages(),
      chatbot: chatbotColumns,
      client: clientColumns,
    })
    .from(session)
    .innerJoin(chatbotSession, joined)
    .innerJoin(chatbot, withChatbot)
    .innerJoin(client, withClient)
    .where(isRequested(session.id, session.ownerId))
    .prepare("chatbot_session_transcripts");

  const find = db
    .select(chatbotSessionColumns)
    .from(session)
    .innerJoin(chatbotSession, joined)
    .where(and(eq(session.id, p("id")), eq(session.ownerId, p("ownerId"))))
    .prepare("chatbot_session_find");

  const findFacts = db
    .select({ chatbotId: chatbotSession.chatbotId, clientId: chatbotSession.clientId })
    .from(chatbotSession)
    .where(and(eq(chatbotSession.sessionId, p("id")), eq(chatbotSession.ownerId, p("ownerId"))))
    .prepare("chatbot_session_facts");
  const facts = createFactsCache<ChatbotSessionFacts>();

  const create = chatbotSessionCreates(db);
  const listings = new Map<string, ReturnType<typeof prepareListing>>();

  /** One statement for each combination of filters, prepared when first used. */
  function listing(filter: ChatbotListFilter) {
    const names = FILTERS.filter((name) => filter[name] !== undefined);
    const shape = [isFirst(filter) ? "first" : "any", ...names].join("_");
    const known = listings.get(shape) ?? prepareListing(db, shape, filter);
    listings.set(shape, known);
    return known;
  }

  return {
    /**
     * The session's chatbot and client; undefined when there is no such session. Cached, so it may have been deleted
     * since.
     */
    facts: (id: string, ownerId: string): Promise<ChatbotSessionFacts | undefined> =>
      facts.find(`${ownerId} ${id}`, async () => (await findFacts.execute({ id, ownerId }))[0]),

    async find(id: string, ownerId: string): Promise<ChatbotSessionRow | undefined> {
      const [row] = await find.execute({ id, ownerId });
      return row;
    },

    /** The session with all of its messages. Concurrent reads are batched into one query. */
    conversation: batchedFind<ConversationRow>((input) => conversations.execute(input), TRANSCRIPT_BATCH),

    /** The session with its chatbot, its client and all of its messages. */
    transcript: batchedFind<TranscriptRow>((input) => transcripts.execute(input), TRANSCRIPT_BATCH),

    /**
     * Returns undefined when there is no such chatbot or client. Rejects with a unique violation when the id is taken.
     */
    async create(fresh: NewChatbotSession): Promise<ChatbotSessionRow | undefined> {
      const row = await create(fresh);
      if (!row) return undefined;
      const { id, ownerId, chatbotId, clientId } = fresh;
      access.remember(id, { ownerId, kind: "chatbot", parent: null });
      facts.set(`${ownerId} ${id}`, { chatbotId, clientId });
      return row;
    },

    /** A page of sessions, newest first, each with its newest messages, read by one query. */
    list: coalesce<ChatbotListFilter, TranscriptRow[]>(JSON.stringify, (filter) =>
      listing(filter).page.execute({ ...valuesOf(filter), limit: filter.limit, skip: filter.skip }),
    ),

    /** The number of sessions that match the filter. */
    count: coalesce<ChatbotListFilter, number>(JSON.stringify, async (filter) => {
      const [row] = await listing(filter).count.execute(valuesOf(filter));
      return row?.total ?? 0;
    }),
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

function valuesOf({ ownerId, searchString, startDate, endDate, ...rest }: ChatbotListFilter) {
  return {
    ownerId,
    status: rest.status,
    chatbotId: rest.chatbotId,
    clientId: rest.clientId,
    searchString: searchString === undefined ? undefined : containsPattern(searchString),
    startDate: startDate === undefined ? undefined : rangeStart(startDate).toISOString(),
    endDate: endDate === undefined ? undefined : rangeEnd(endDate).toISOString(),
  };
}

/** Whether the filter is for the first page of the default size, which most requests are for. */
const isFirst = ({ limit, skip }: ChatbotListFilter) =>
  skip === 0 && limit === CHATBOT_LIMITS.listPageDefault;

function prepareListing(db: Db, shape: string, filter: ChatbotListFilter) {
  const matches = and(
    eq(chatbotSession.ownerId, p("ownerId")),
    ...FILTERS.filter((name) => filter[name] !== undefined).map((name) => CONDITIONS[name]),
  );
  const isSearch = filter.searchString !== undefined;
  const ids = db
    .select({ pagedId: sql<string>`${chatbotSession.sessionId}`.as("paged_id") })
    .from(chatbotSession);
  // The limit is a literal: with a parameter Postgres assumes many rows, rejects the generic plan as too expensive, and plans
  // the query on each execution, which takes longer than running it.
  const limit = isFirst(filter)
    ? sql.raw(`limit ${filter.limit}`)
    : sql`limit ${p("limit")} offset ${p("skip")}`;
  // The page is limited before anything is joined, so that skipped rows cost little.
  const paged = (isSearch ? ids.innerJoin(session, joined) : ids)
    .where(matches)
    .orderBy(desc(chatbotSession.createdAt), sql`${desc(chatbotSession.sessionId)} ${limit}`)
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
  // Titles are in `session`, which only a search has to join.
  const count = (isSearch ? counted.innerJoin(session, joined) : counted)
    .where(matches)
    .prepare(`chatbot_session_count_${shape}`);
  return { page, count };
}
