import type { Db } from "@parley/db/client";
import { chatbot, chatbotSession, client } from "@parley/db/schema/chatbot";
import { session } from "@parley/db/schema/session";
import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import { coalesce } from "../batch/coalesce.ts";
import { batchedFind, isRequested } from "../batch/find.ts";
import { createFactsCache } from "../session/access/facts.ts";
import type { AccessStore } from "../session/access/store.ts";
import { chatbotSessionCreates, type NewChatbotSession } from "./create.ts";
import { momentFrom, momentUntil } from "./rules.ts";
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

/** Between whom a session is. Never changes, and so is cached. */
export type ChatbotSessionFacts = { chatbotId: string; clientId: string };
export type ChatbotListFilter = ListInput & { ownerId: string };

/** With all of their messages: a session of 10,000 messages takes some megabytes, and some time. */
const LARGE_ROWS = { maxBatchSize: 16, concurrency: 4 };

const p = sql.placeholder;
const joined = and(eq(chatbotSession.sessionId, session.id), eq(chatbotSession.ownerId, session.ownerId));
const withChatbot = and(
  eq(chatbot.id, chatbotSession.chatbotId),
  eq(chatbot.ownerId, chatbotSession.ownerId),
);
const withClient = and(eq(client.id, chatbotSession.clientId), eq(client.ownerId, chatbotSession.ownerId));

/** Reads of chatbot sessions, and their creation. Each names the owner. */
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
    /** Between whom the session is; undefined when there is none. Cached: a later read must check that it still exists. */
    facts: (id: string, ownerId: string): Promise<ChatbotSessionFacts | undefined> =>
      facts.find(`${ownerId} ${id}`, async () => (await findFacts.execute({ id, ownerId }))[0]),

    async find(id: string, ownerId: string): Promise<ChatbotSessionRow | undefined> {
      const [row] = await find.execute({ id, ownerId });
      return row;
    },

    /** The session with all of its messages. Concurrent reads share one query. */
    conversation: batchedFind<ConversationRow>((input) => conversations.execute(input), LARGE_ROWS),

    /** The same, with the chatbot and the client. */
    transcript: batchedFind<TranscriptRow>((input) => transcripts.execute(input), LARGE_ROWS),

    /** Undefined: there is no such chatbot or client. Rejects with a unique violation when the id is taken. */
    async create(fresh: NewChatbotSession): Promise<ChatbotSessionRow | undefined> {
      const row = await create(fresh);
      if (!row) return undefined;
      const { id, ownerId, chatbotId, clientId } = fresh;
      access.remember(id, { ownerId, kind: "chatbot", parent: null });
      facts.set(`${ownerId} ${id}`, { chatbotId, clientId });
      return row;
    },

    /** A page, newest first, each session with its newest messages; one query whatever its size. */
    list: coalesce<ChatbotListFilter, TranscriptRow[]>(JSON.stringify, (filter) =>
      listing(filter).page.execute({ ...valuesOf(filter), limit: filter.limit, skip: filter.skip }),
    ),

    /** How many sessions the filter matches. */
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

/** A part of a text, in which `%`, `_` and `\` stand for themselves. */
export const partOf = (words: string) => `%${words.replace(/[\\%_]/g, "\\$&")}%`;

function valuesOf({ ownerId, searchString, startDate, endDate, ...rest }: ChatbotListFilter) {
  return {
    ownerId,
    status: rest.status,
    chatbotId: rest.chatbotId,
    clientId: rest.clientId,
    searchString: searchString === undefined ? undefined : partOf(searchString),
    startDate: startDate === undefined ? undefined : momentFrom(startDate).toISOString(),
    endDate: endDate === undefined ? undefined : momentUntil(endDate).toISOString(),
  };
}

/** The page that most requests want. */
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
  // A literal limit: for a parameter Postgres assumes many rows, finds its generic plan too expensive, and plans the page anew
  // each time, which takes longer than reading it.
  const cut = isFirst(filter)
    ? sql.raw(`limit ${filter.limit}`)
    : sql`limit ${p("limit")} offset ${p("skip")}`;
  // The page is cut before anything is joined, so that skipped rows cost little.
  const paged = (isSearch ? ids.innerJoin(session, joined) : ids)
    .where(matches)
    .orderBy(desc(chatbotSession.createdAt), sql`${desc(chatbotSession.sessionId)} ${cut}`)
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
  // Titles are in another table, which only a search has to join.
  const count = (isSearch ? counted.innerJoin(session, joined) : counted)
    .where(matches)
    .prepare(`chatbot_session_count_${shape}`);
  return { page, count };
}
