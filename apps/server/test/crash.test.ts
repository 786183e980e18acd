import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { createParleyClient, type ParleyClient } from "@parley/client";
import { connect, disconnect } from "@parley/db/client";
import { expect, it, onTestFinished, vi } from "vitest";
import { dataFolder, type ServerProcess, signUpAt, startProcess } from "./process.ts";

const ROUNDS = 5;
/** Sessions of each kind. */
const SESSIONS = 6;
/** Minimum of acknowledged messages in a round before the processes are killed. */
const MESSAGES = 40;

type Kind = "agent" | "chatbot";
type Session = { kind: Kind; id: string };
type Sent = { kind: Kind; id: string; sessionId: string; content: string };

/** Signs up a new person at this server. @returns their token and an API client with it. */
async function personAt({ url }: ServerProcess): Promise<{ token: string; client: ParleyClient }> {
  const token = await signUpAt(url);
  return { token, client: createParleyClient({ baseUrl: url, token }) };
}

/** Kills the server and its Postgres with SIGKILL, as a power cut would. */
async function cutPower(server: ServerProcess, dataDir: string): Promise<void> {
  const pid = Number.parseInt(readFileSync(join(dataDir, "postgres/cluster/postmaster.pid"), "utf8"), 10);
  process.kill(pid, "SIGKILL");
  await server.end("SIGKILL");
}

/** Creates `SESSIONS` sessions of each kind. */
async function createSessions(client: ParleyClient): Promise<Session[]> {
  const { items } = await client.agent.agents.list.query();
  const { id: chatbotId } = await client.chatbot.chatbots.create.mutate({ name: "Shop help" });
  const { id: clientId } = await client.chatbot.clients.create.mutate({ name: "Ada" });
  const made = Array.from({ length: SESSIONS }, async () => {
    const agent = await client.agent.create.mutate({ agentId: items[0]?.id ?? "", userId: "visitor" });
    const chatbot = await client.chatbot.create.mutate({ chatbotId, clientId });
    return [agent, chatbot].map(({ kind, id }) => ({ kind, id }));
  });
  return (await Promise.all(made)).flat();
}

/** Sends a message with its id, in a session of either kind. @returns the id of the stored message. */
async function send(client: ParleyClient, { kind, ...sent }: Sent): Promise<string> {
  if (kind === "agent") return (await client.agent.messages.send.mutate(sent)).message.id;
  return (await client.chatbot.messages.send.mutate(sent)).messageId;
}

const newId = (kind: Kind) =>
  kind === "agent" ? crypto.randomUUID() : `msg_${crypto.randomUUID().replaceAll("-", "")}`;

/** Sends messages in a loop until one fails. That one is unacknowledged and is sent again later with the same id. */
async function sendUntilFailure(
  client: ParleyClient,
  { kind, id: sessionId }: Session,
  acknowledged: Sent[],
  unacknowledged: Sent[],
): Promise<void> {
  for (;;) {
    const id = newId(kind);
    const sent = { kind, id, sessionId, content: `Is it true? ${id}` };
    try {
      await send(client, sent);
    } catch {
      unacknowledged.push(sent);
      return;
    }
    acknowledged.push(sent);
  }
}

/** Ids of the processes whose working directory is this folder or below it. */
function processesIn(folder: string): string[] {
  return readdirSync("/proc").filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readlinkSync(`/proc/${pid}/cwd`).startsWith(folder);
    } catch {
      return false;
    }
  });
}

it("keeps every acknowledged message and replies to each once, over repeated kills of server and Postgres", async () => {
  const folder = await dataFolder();
  const env = { DATA_DIR: folder.path, RATE_LIMIT_SCALE: "0", LOG_LEVEL: "warn" };
  const acknowledged: Sent[] = [];
  let unacknowledged: Sent[] = [];
  let server = await startProcess(env);
  onTestFinished(async () => {
    await server.end("SIGTERM");
    await folder.remove();
  });
  const { token, client: first } = await personAt(server);
  const sessions = await createSessions(first);

  for (let round = 1; round <= ROUNDS; round++) {
    const client = createParleyClient({ baseUrl: server.url, token });
    const before = acknowledged.length;
    const retries = unacknowledged;
    unacknowledged = [];
    for (const sent of retries) {
      expect(await send(client, sent)).toBe(sent.id);
      acknowledged.push(sent);
    }
    const senders = sessions.map((session) =>
      sendUntilFailure(client, session, acknowledged, unacknowledged),
    );
    // The kill comes later in each round, to hit different states.
    const enough = before + MESSAGES + 5 * round;
    await vi.waitUntil(() => acknowledged.length > enough, { timeout: 20_000, interval: 5 });
    await cutPower(server, folder.path);
    await Promise.all(senders);
    server = await startProcess(env);
  }

  const client = createParleyClient({ baseUrl: server.url, token });
  const pending = async () =>
    (await Promise.all(sessions.map(({ id }) => client.sessions.get.query({ id })))).reduce(
      (sum, { pendingReplies }) => sum + pendingReplies,
      0,
    );
  await vi.waitUntil(async () => (await pending()) === 0, { timeout: 40_000, interval: 100 });

  const host = encodeURIComponent(join(folder.path, "postgres", "socket,"));
  const db = connect(`postgres://parley@${host}/parley`, { poolSize: 1 });
  const sql = db.$client;
  const messages = await sql`select id, session_id, content, is_agent, status, reply_to, seq from message`;
  const stored = new Map(messages.map((m) => [m.id, m]));
  const lost = acknowledged.filter((sent) => stored.get(sent.id)?.content !== sent.content);
  expect(lost).toEqual([]);

  for (const { id } of sessions) {
    const [session] = await sql`select seq from session where id = ${id}`;
    const events = await sql`select seq, message_id from event where session_id = ${id} order by seq`;
    expect(events.map((e) => e.seq)).toEqual(Array.from({ length: session?.seq }, (_, i) => i + 1));
    const messageEvents = events.filter((e) => e.message_id !== null);
    expect(messageEvents.map((e) => [e.seq, e.message_id])).toEqual(
      messages
        .filter((m) => m.session_id === id)
        .toSorted((a, b) => a.seq - b.seq)
        .map((m) => [m.seq, m.id]),
    );
  }
  const complete = messages.filter((m) => m.is_agent && m.status === "complete").map((m) => m.reply_to);
  expect(new Set(complete).size).toBe(complete.length);
  const answered = new Set(messages.filter((m) => m.is_agent).map((m) => m.reply_to));
  const unanswered = messages.filter((m) => !m.is_agent && !answered.has(m.id));
  expect(unanswered).toEqual([]);
  await disconnect(db);

  expect(await server.end("SIGTERM")).toBe(0);
  await vi.waitUntil(() => processesIn(folder.path).length === 0, { timeout: 5_000 });
}, 180_000);
