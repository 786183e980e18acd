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

/** What a chatbot session takes from the row that every kind has. */
export const baseColumns = {
  id: session.id,
  title: session.title,
  updatedAt: session.updatedAt,
  version: session.version,
};

/** What it takes from its own row. */
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

/** Who is in a session; not what the chatbot knows. */
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

/** A message as the database packs it. `timestamp`: the time that the client named. */
type Packed = [
  isAgent: boolean,
  isSystem: boolean,
  content: string,
  createdAt: string,
  timestamp: string | null,
  fallback: boolean,
];

function unpack(value: unknown): TranscriptMessage[] {
  const packed = (typeof value === "string" ? JSON.parse(value) : value) as Packed[];
  return packed.map(([isAgent, isSystem, content, createdAt, named, fallback]) => {
    const role = isAgent ? "assistant" : isSystem ? "system" : "user";
    const timestamp = named ?? isoOf(createdAt);
    return fallback ? { role, content, timestamp, fallback } : { role, content, timestamp };
  });
}

/** How Postgres writes a time with milliseconds in JSON; where the last of them are zeros it leaves them out. */
const PLAIN = "2026-11-21T10:11:12.345+00:00";

function isoOf(at: string): string {
  const isPlain = at.length === PLAIN.length && at.endsWith("+00:00");
  return isPlain ? `${at.slice(0, -6)}Z` : new Date(at).toISOString();
}

/**
 * The messages of the session of this row, oldest first, packed into one value by Postgres: a row each would cost the
 * server more than the rest of the request.
 * @param newest how many at the most, the newest of them; all without it.
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
    unpack,
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

/** The same object with its times as text, and without what only the database has. */
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
