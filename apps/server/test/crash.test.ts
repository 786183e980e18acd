import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { createParleyClient, type ParleyClient } from "@parley/client";
import { connect, disconnect } from "@parley/db/client";
import { expect, it, onTestFinished, vi } from "vitest";
import { dataFolder, type ServerProcess, signUpAt, startProcess } from "./process.ts";

const ROUNDS = 5;
/** Of each kind. */
const SESSIONS = 6;
/** How much is sent in a round, at the least, before the power goes. */
const MESSAGES = 40;

type Kind = "agent" | "chatbot";
type Session = { kind: Kind; id: string };
type Sent = { kind: Kind; id: string; sessionId: string; content: string };

/** A person who signed up there, and a program of theirs. */
async function personAt({ url }: ServerProcess): Promise<{ token: string; client: ParleyClient }> {
  const token = await signUpAt(url);
  return { token, client: createParleyClient({ baseUrl: url, token }) };
}

/** Kills the server and its Postgres with no warning, as a power cut does. */
async function cutPower(server: ServerProcess, dataDir: string): Promise<void> {
  const pid = Number.parseInt(readFileSync(join(dataDir, "postgres/cluster/postmaster.pid"), "utf8"), 10);
  process.kill(pid, "SIGKILL");
  await server.end("SIGKILL");
}

/** A session of each kind, and another, and another. */
async function begin(client: ParleyClient): Promise<Session[]> {
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

/** Says it, under its id, in a session of either kind. @returns the id under which it is stored. */
async function say(client: ParleyClient, { kind, ...sent }: Sent): Promise<string> {
  if (kind === "agent") return (await client.agent.messages.send.mutate(sent)).message.id;
  return (await client.chatbot.messages.send.mutate(sent)).messageId;
}

const newId = (kind: Kind) =>
  kind === "agent" ? crypto.randomUUID() : `msg_${crypto.randomUUID().replaceAll("-", "")}`;

/** Sends without a pause until the power goes. Whatever was not answered is sent again later, with the same id. */
async function send(
  client: ParleyClient,
  { kind, id: sessionId }: Session,
  acknowledged: Sent[],
  unsure: Sent[],
): Promise<void> {
  for (;;) {
    const id = newId(kind);
    const sent = { kind, id, sessionId, content: `Is it true? ${id}` };
    try {
      await say(client, sent);
    } catch {
      unsure.push(sent);
      return;
    }
    acknowledged.push(sent);
  }
}

/** Processes that work in this folder or below it. */
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

it("loses nothing that was acknowledged, and does nothing twice, however often the power is cut", async () => {
  const folder = await dataFolder();
  const env = { DATA_DIR: folder.path, RATE_LIMIT_SCALE: "0", LOG_LEVEL: "warn" };
  const acknowledged: Sent[] = [];
  let unsure: Sent[] = [];
  let server = await startProcess(env);
  onTestFinished(async () => {
    await server.end("SIGTERM");
    await folder.remove();
  });
  const { token, client: first } = await personAt(server);
  const sessions = await begin(first);

  for (let round = 1; round <= ROUNDS; round++) {
    const client = createParleyClient({ baseUrl: server.url, token });
    const before = acknowledged.length;
    const again = unsure;
    unsure = [];
    for (const sent of again) {
      expect(await say(client, sent)).toBe(sent.id);
      acknowledged.push(sent);
    }
    const senders = sessions.map((session) => send(client, session, acknowledged, unsure));
    // Each time a little later.
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
    const told = events.filter((e) => e.message_id !== null);
    expect(told.map((e) => [e.seq, e.message_id])).toEqual(
      messages
        .filter((m) => m.session_id === id)
        .toSorted((a, b) => a.seq - b.seq)
        .map((m) => [m.seq, m.id]),
    );
  }
  const complete = messages.filter((m) => m.is_agent && m.status === "complete").map((m) => m.reply_to);
  expect(new Set(complete).size).toBe(complete.length);
  const answered = new Set(messages.filter((m) => m.is_agent).map((m) => m.reply_to));
  const owed = messages.filter((m) => !m.is_agent && !answered.has(m.id));
  expect(owed).toEqual([]);
  await disconnect(db);

  expect(await server.end("SIGTERM")).toBe(0);
  await vi.waitUntil(() => processesIn(folder.path).length === 0, { timeout: 5_000 });
}, 180_000);
