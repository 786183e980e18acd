import { connect, disconnect } from "@parley/db/client";

export type Database = ReturnType<typeof openDatabase>;

/** Direct access to the database, to simulate elapsed time and long histories. */
export function openDatabase(url: string) {
  const db = connect(url, { poolSize: 1 });
  const sql = db.$client;
  return {
    /** Shifts all times of a session `minutes` into the past. */
    async age(sessionId: string, minutes: number): Promise<void> {
      const earlier = sql`make_interval(secs => ${minutes * 60})`;
      await sql`update agent_session set created_at = created_at - ${earlier},
        last_activity_at = last_activity_at - ${earlier}, renewed_at = renewed_at - ${earlier}
        where session_id = ${sessionId}`;
      await sql`update session set created_at = created_at - ${earlier}, updated_at = updated_at - ${earlier},
        last_message_at = last_message_at - ${earlier}, ends_at = ends_at - ${earlier} where id = ${sessionId}`;
    },

    /** Fills an empty session with messages "Line 1" to "Line <count>", a second apart, the last one now. */
    async fill(sessionId: string, count: number): Promise<void> {
      await sql`insert into message (id, owner_id, session_id, seq, author_id, is_agent, kind, content, created_at)
        select gen_random_uuid()::text, s.owner_id, s.id, s.seq + n, s.owner_id, n % 2 = 0, s.kind, 'Line ' || n,
          now() - make_interval(secs => ${count} - n)
        from session s, generate_series(1, ${count}::int) n where s.id = ${sessionId}`;
      await sql`insert into event (session_id, owner_id, seq, type, message_id, created_at)
        select session_id, owner_id, seq, 'message.created', id, created_at from message where session_id = ${sessionId}`;
      await sql`update session set seq = seq + ${count}, last_message_at = now() where id = ${sessionId}`;
    },

    close: () => disconnect(db, 1),
  };
}
