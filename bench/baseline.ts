import { randomUUID } from "node:crypto";
import Fastify from "fastify";
import postgres from "postgres";
import { addChatbotRoutes } from "./chatbot-baseline.ts";

/**
 * The least that serves the same requests: Fastify, postgres.js and hand-written SQL. It has no credentials, no events,
 * no limits and no replies. Its writes are as durable as Parley's, and its driver and pool size are the same.
 */
const sql = postgres(process.env.DATABASE_URL ?? "", { max: 10 });
const app = Fastify();

type Row = {
  id: string;
  agent_id: string;
  user_id: string;
  metadata: Record<string, unknown>;
  timeout_minutes: number;
  auto_renew: boolean;
  max_duration_minutes: number;
  warning_threshold_minutes: number;
  created_at: Date;
  last_activity_at: Date;
  expires_at: Date;
  renewal_count: number;
};

const MINUTE = 60_000;
const PATH = "/api/messaging/sessions";
type Session = { Params: { id: string } };

function toSession(row: Row) {
  const timeRemaining = Math.max(0, row.expires_at.getTime() - Date.now());
  return {
    sessionId: row.id,
    agentId: row.agent_id,
    userId: row.user_id,
    createdAt: row.created_at,
    lastActivity: row.last_activity_at,
    expiresAt: row.expires_at,
    timeoutConfig: {
      timeoutMinutes: row.timeout_minutes,
      autoRenew: row.auto_renew,
      maxDurationMinutes: row.max_duration_minutes,
      warningThresholdMinutes: row.warning_threshold_minutes,
    },
    metadata: row.metadata,
    renewalCount: row.renewal_count,
    timeRemaining,
    isNearExpiration: timeRemaining <= row.warning_threshold_minutes * MINUTE,
  };
}

const renewal = sql`
  last_activity_at = now(), renewal_count = renewal_count + auto_renew::int,
  expires_at = least(now() + make_interval(mins => timeout_minutes),
    created_at + make_interval(mins => max_duration_minutes))`;

const create = {
  type: "object",
  required: ["agentId", "userId"],
  properties: { agentId: { type: "string" }, userId: { type: "string" }, metadata: { type: "object" } },
};
app.post<{ Body: { agentId: string; userId: string; metadata?: postgres.JSONValue } }>(
  PATH,
  { schema: { body: create } },
  async (request, reply) => {
    const { agentId, userId, metadata = {} } = request.body;
    const [row] = await sql<Row[]>`
      insert into session (id, owner_id, agent_id, user_id, metadata)
      values (${randomUUID()}, 'owner', ${agentId}, ${userId}, ${sql.json(metadata)}) returning *`;
    reply.code(201);
    return row && toSession(row);
  },
);

app.get<Session>(`${PATH}/:id`, async (request, reply) => {
  const [row] = await sql<Row[]>`select * from session where id = ${request.params.id}`;
  if (!row) return reply.code(404).send({ error: "not found" });
  return toSession(row);
});

app.post<Session>(`${PATH}/:id/heartbeat`, async (request, reply) => {
  const [row] = await sql<Row[]>`
    update session set ${renewal} where id = ${request.params.id} and expires_at > now() returning *`;
  if (!row) return reply.code(404).send({ error: "not found" });
  return toSession(row);
});

const message = {
  type: "object",
  required: ["content"],
  properties: {
    content: { type: "string", minLength: 1, maxLength: 10_000 },
    metadata: { type: "object" },
  },
};
app.post<Session & { Body: { content: string; metadata?: postgres.JSONValue } }>(
  `${PATH}/:id/messages`,
  { schema: { body: message } },
  async (request, reply) => {
    const { content, metadata = {} } = request.body;
    const id = randomUUID();
    const [row] = await sql<(Row & { sent_at: Date })[]>`
      with renewed as (
        update session set ${renewal} where id = ${request.params.id} and expires_at > now() returning *
      ), stored as (
        insert into message (id, session_id, author_id, is_agent, content, metadata)
        select ${id}, id, user_id, false, ${content}, ${sql.json(metadata)} from renewed returning created_at
      )
      select renewed.*, stored.created_at as sent_at from renewed, stored`;
    if (!row) return reply.code(404).send({ error: "not found" });
    reply.code(201);
    const { expiresAt, renewalCount, isNearExpiration } = toSession(row);
    return {
      id,
      content,
      authorId: row.user_id,
      createdAt: row.sent_at,
      metadata,
      sessionStatus: { expiresAt, renewalCount, wasRenewed: row.auto_renew, isNearExpiration },
    };
  },
);

type MessageRow = {
  id: string;
  content: string;
  author_id: string;
  is_agent: boolean;
  created_at: Date;
  metadata: unknown;
};
app.get<Session & { Querystring: { limit?: string } }>(`${PATH}/:id/messages`, async (request) => {
  const limit = Number(request.query.limit ?? 50);
  const rows = await sql<MessageRow[]>`
    select * from message where session_id = ${request.params.id} order by created_at desc limit ${limit + 1}`;
  const messages = rows.slice(0, limit).map((row) => ({
    id: row.id,
    content: row.content,
    authorId: row.author_id,
    isAgent: row.is_agent,
    createdAt: row.created_at,
    metadata: row.metadata,
  }));
  const cursors = {
    before: messages.at(-1)?.createdAt.getTime(),
    after: messages[0]?.createdAt.getTime(),
  };
  return { messages, hasMore: rows.length > limit, cursors };
});

app.get<{ Querystring: { owner: string; limit?: string; offset?: string } }>(PATH, async (request) => {
  const { owner, limit = "50", offset = "0" } = request.query;
  const [rows, [counts]] = await Promise.all([
    sql<Row[]>`
      select * from session where owner_id = ${owner} and expires_at > now()
      order by id desc limit ${limit} offset ${offset}`,
    sql<{ all: number; active: number }[]>`
      select count(*)::int as all, count(*) filter (where expires_at > now())::int as active
      from session where owner_id = ${owner}`,
  ]);
  const { all = 0, active = 0 } = counts ?? {};
  return {
    sessions: rows.map(toSession),
    total: active,
    limit: Number(limit),
    offset: Number(offset),
    stats: { totalSessions: all, activeSessions: active, expiredSessions: all - active },
  };
});

addChatbotRoutes(app, sql);

app.get("/healthz", () => ({ status: "ok" }));

await app.listen({ host: process.env.HOST ?? "127.0.0.1", port: Number(process.env.PORT) });
process.once("SIGTERM", async () => {
  await app.close();
  await sql.end();
});
