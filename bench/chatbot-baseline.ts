import { randomBytes } from "node:crypto";
import type { FastifyInstance } from "fastify";
import type postgres from "postgres";

const PATH = "/chatbot/sessions";

const messagesAsJson = (sql: postgres.Sql, limit: postgres.Fragment) => sql`coalesce((
  select json_agg(json_build_object('role', m.role, 'content', m.content, 'timestamp', m.sent_at) order by m.sent_at)
  from (select * from chat_message where session_id = s.id ${limit}) m), '[]') as messages`;

type Row = Record<string, unknown> & { id: string };

/** The baseline's chatbot sessions. Postgres builds the JSON of their messages. */
export function addChatbotRoutes(app: FastifyInstance, sql: postgres.Sql): void {
  const all = messagesAsJson(sql, sql``);
  const newest = messagesAsJson(sql, sql`order by sent_at desc limit 100`);
  /** `chatbot` and `client` are there when the query joined them, and then take the place of their ids. */
  const toSession = ({ chatbot, client, ...row }: Row) => {
    const session = { ...row, _id: row.id };
    return chatbot ? { ...session, chatbotId: chatbot, clientId: client } : session;
  };

  app.post<{ Body: { chatbotId: string; clientId: string; title?: string } }>(
    PATH,
    async (request, reply) => {
      const { chatbotId, clientId, title = null } = request.body;
      const [row] = await sql<Row[]>`
      insert into chat_session (id, owner_id, chatbot_id, client_id, title)
      select ${randomBytes(12).toString("hex")}, c.owner_id, c.id, p.id, ${title}
      from chatbot c join client p on p.id = ${clientId} and p.owner_id = c.owner_id where c.id = ${chatbotId}
      returning *`;
      if (!row) return reply.code(404).send({ success: false, message: "Chatbot or client not found" });
      reply.code(201);
      return { success: true, message: "Created", data: { ...toSession(row), messages: [] } };
    },
  );

  app.post<{
    Querystring: { sessionId: string };
    Body: { message: { role: string; content: string } };
  }>(`${PATH}/message`, async (request, reply) => {
    const { role, content } = request.body.message;
    const [inserted] = await sql`
      with touched as (
        update chat_session set updated_at = now() where id = ${request.query.sessionId} and status = 'ACTIVE' returning id)
      insert into chat_message (id, session_id, role, content)
      select ${randomBytes(12).toString("hex")}, id, ${role}, ${content} from touched returning id`;
    if (!inserted)
      return reply.code(404).send({ success: false, message: "Session not found or not active" });
    const [row] = await sql<
      Row[]
    >`select s.*, ${all} from chat_session s where s.id = ${request.query.sessionId}`;
    return { success: true, message: "Added", data: row && toSession(row) };
  });

  app.get<{ Params: { id: string } }>(`${PATH}/:id`, async (request, reply) => {
    const [row] = await sql<Row[]>`
      select s.*, to_json(c) as chatbot, to_json(p) as client, ${all}
      from chat_session s join chatbot c on c.id = s.chatbot_id join client p on p.id = s.client_id
      where s.id = ${request.params.id}`;
    if (!row) return reply.code(404).send({ success: false, message: "Session not found" });
    return { success: true, data: toSession(row) };
  });

  app.get<{ Querystring: { owner: string; limit?: string; skip?: string } }>(PATH, async (request) => {
    const { owner, limit = "10", skip = "0" } = request.query;
    const [rows, [counted]] = await Promise.all([
      sql<Row[]>`
        select s.*, to_json(c) as chatbot, to_json(p) as client, ${newest}
        from chat_session s join chatbot c on c.id = s.chatbot_id join client p on p.id = s.client_id
        where s.owner_id = ${owner} order by s.created_at desc, s.id desc limit ${limit} offset ${skip}`,
      sql<{ total: number }[]>`select count(*)::int as total from chat_session where owner_id = ${owner}`,
    ]);
    const { total = 0 } = counted ?? {};
    const paginatorInfo = { count: rows.length, total, limit: Number(limit), perPage: Number(limit) };
    return { success: true, data: { results: rows.map(toSession), paginatorInfo } };
  });
}
