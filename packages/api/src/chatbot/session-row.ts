import { chatbot, chatbotSession, client } from "@parley/db/schema/chatbot";
import { message, session } from "@parley/db/schema/session";
import { type SQL, sql } from "drizzle-orm";
import {
  type ChatbotSession,
  type ChatbotSummary,
  type Client,
  type Conversation,
  SYSTEM_AUTHOR,
  type Transcript,
  type TranscriptMessage,
} from "./schema.ts";

/** The columns of `session` that a chatbot session uses. */
export const baseColumns = {
  id: session.id,
  title: session.title,
  updatedAt: session.updatedAt,
  version: session.version,
};

/** The columns of `chatbot_session`. */
export const ownColumns = {
  chatbotId: chatbotSession.chatbotId,
  clientId: chatbotSession.clientId,
  status: chatbotSession.status,
  startTime: chatbotSession.startTime,
  startsItself: chatbotSession.startsItself,
  endTime: chatbotSession.endTime,
  feedback: chatbotSession.feedback,
  metadata: chatbotSession.metadata,
  dangerAt: chatbotSession.dangerAt,
  report: chatbotSession.report,
  createdAt: chatbotSession.createdAt,
};

export const chatbotSessionColumns = { ...baseColumns, ...ownColumns };

type Columns = typeof chatbotSessionColumns;
export type ChatbotSessionRow = {
  [K in keyof Columns]: Columns[K]["_"]["notNull"] extends true
    ? Columns[K]["_"]["data"]
    : Columns[K]["_"]["data"] | null;
};

/** The columns of a chatbot, without its knowledge base. */
export const chatbotColumns = {
  id: chatbot.id,
  name: chatbot.name,
  role: chatbot.role,
  description: chatbot.description,
  promptTemplate: chatbot.promptTemplate,
  model: chatbot.model,
  temperature: chatbot.temperature,
  maxTokens: chatbot.maxTokens,
  dangerAnswer: chatbot.dangerAnswer,
  metadata: chatbot.metadata,
  version: chatbot.version,
  createdAt: chatbot.createdAt,
  updatedAt: chatbot.updatedAt,
};
export const clientColumns = {
  id: client.id,
  name: client.name,
  email: client.email,
  phoneNumber: client.phoneNumber,
  metadata: client.metadata,
  version: client.version,
  createdAt: client.createdAt,
  updatedAt: client.updatedAt,
};

/** A message as the database returns it in JSON. `timestamp` is the time that the caller gave for it. */
type JsonMessage = [
  isAgent: boolean,
  isSystem: boolean,
  content: string,
  createdAt: string,
  timestamp: string | null,
  fallback: boolean,
];

function parseMessages(value: unknown): TranscriptMessage[] {
  const messages = (typeof value === "string" ? JSON.parse(value) : value) as JsonMessage[];
  return messages.map(([isAgent, isSystem, content, createdAt, givenTimestamp, fallback]) => {
    const role = isAgent ? "assistant" : isSystem ? "system" : "user";
    const timestamp = givenTimestamp ?? isoOf(createdAt);
    return fallback ? { role, content, timestamp, fallback } : { role, content, timestamp };
  });
}

/** Postgres's JSON notation of a time with three decimals. Trailing zeros are omitted, so a time can be shorter. */
const FULL_LENGTH_TIME = "2026-11-21T10:11:12.345+00:00";

/** Converts Postgres's notation to ISO 8601 with `Z`; full-length times without the cost of a Date. */
function isoOf(at: string): string {
  const isFullLength = at.length === FULL_LENGTH_TIME.length && at.endsWith("+00:00");
  return isFullLength ? `${at.slice(0, -6)}Z` : new Date(at).toISOString();
}

/**
 * A column with the messages of the row's session, oldest first, as one JSON value: decoding a row for each message would
 * cost more CPU than the rest of the request.
 * @param newest limits it to that many of the newest messages.
 */
export function embeddedMessages(newest?: number): SQL<TranscriptMessage[]> {
  const limited =
    newest === undefined ? sql`` : sql`order by m.created_at desc limit ${sql.raw(String(newest))}`;
  return sql<TranscriptMessage[]>`coalesce((
    select json_agg(json_build_array(m.is_agent, m.author_id = ${sql.raw(`'${SYSTEM_AUTHOR}'`)}, m.content, m.created_at,
      m.metadata->'timestamp', m.fallback) order by m.created_at)
    from (
      select is_agent, author_id, content, created_at, metadata, fallback from ${message} m
      where m.session_id = ${session.id} and m.owner_id = ${session.ownerId} ${limited}) m), '[]')`.mapWith(
    parseMessages,
  );
}

export type ConversationRow = ChatbotSessionRow & { messages: TranscriptMessage[] };
export type TranscriptRow = ConversationRow & {
  chatbot: Pick<typeof chatbot.$inferSelect, keyof typeof chatbotColumns>;
  client: Pick<typeof client.$inferSelect, keyof typeof clientColumns>;
};

export function toChatbotSession(row: ChatbotSessionRow): ChatbotSession {
  return {
    id: row.id,
    kind: "chatbot",
    chatbotId: row.chatbotId,
    clientId: row.clientId,
    title: row.title,
    status: row.status,
    startTime: row.startTime.toISOString(),
    startsItself: row.startsItself,
    endTime: row.endTime?.toISOString() ?? null,
    feedback: row.feedback,
    metadata: row.metadata,
    dangerAt: row.dangerAt?.toISOString() ?? null,
    report: row.report,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    version: row.version,
  };
}

type Dated<T extends { createdAt: string; updatedAt: string }> = Omit<T, "createdAt" | "updatedAt"> &
  Record<"createdAt" | "updatedAt", Date>;

/** Converts a chatbot's row to its DTO. */
export function toChatbotSummary(row: Dated<ChatbotSummary>): ChatbotSummary {
  const { id, name, role, description, promptTemplate, model, temperature, maxTokens, dangerAnswer } = row;
  return {
    id,
    name,
    role,
    description,
    promptTemplate,
    model,
    temperature,
    maxTokens,
    dangerAnswer,
    metadata: row.metadata,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    version: row.version,
  };
}

export function toClient(row: Dated<Client>): Client {
  const { id, name, email, phoneNumber, metadata, version } = row;
  return {
    id,
    name,
    email,
    phoneNumber,
    metadata,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    version,
  };
}

export const toConversation = (row: ConversationRow): Conversation =>
  Object.assign(toChatbotSession(row), { messages: row.messages });

export const toTranscript = (row: TranscriptRow): Transcript =>
  Object.assign(toConversation(row), {
    chatbot: toChatbotSummary(row.chatbot),
    client: toClient(row.client),
  });
