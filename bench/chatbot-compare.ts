import { createBaselineTables } from "./baseline-data.ts";
import { createChatTables, fillChatBaseline, fillChatbotSessions } from "./chatbot-data.ts";
import { type Pace, type Pair, race } from "./compare.ts";
import { type Server, settle, withDatabase } from "./database.ts";
import type { Call, Loader } from "./load.ts";
import { startServer } from "./process.ts";
import { type Account, addChatbot, openAccount, startProduct } from "./product.ts";
import { SAYING } from "./product-data.ts";
import type { Scenario } from "./scenarios.ts";
import type { Table } from "./table.ts";

const PATH = "/chatbot/sessions";
/** Enough that none has many messages when the round is over: each answer holds them all. */
const WRITTEN = { sessions: 10_000, messages: 0 };
const LONG = { sessions: 64, messages: 50 };
const RICH = { sessions: 10_000, messages: 8 };
/** Everybody else's: nobody has the database to themselves. */
const CROWD = { sessions: 20_000, messages: 2 };
const TARGET = 0.8;

/** Chatbot sessions against the baseline's same SQL. */
export async function compareChatbots(
  postgres: Server,
  loader: Loader,
  pace: Pace,
  roles: string,
  table: Table,
) {
  await using pair = await startPair(postgres, roles);
  for (const scenario of pair.scenarios) {
    table.race(scenario.name, await race(pair, scenario, loader, pace), scenario.target);
  }
}

type Owner = Account & { chatbotId: string; clientId: string };

async function startPair(postgres: Server, roles: string): Promise<Pair> {
  const productUrl = await postgres.create("chatproduct");
  const baselineUrl = await postgres.create("chatbaseline");
  const product = await startProduct(productUrl, roles);
  const open = async (name: string): Promise<Owner> => {
    const account = await openAccount(product.url, name);
    return { ...account, ...(await addChatbot(product.url, account)) };
  };
  const [writer, talker, rich, crowd] = [
    await open("writer"),
    await open("talker"),
    await open("rich"),
    await open("crowd"),
  ];
  const fills = { writer: { ...writer, ...WRITTEN }, talker: { ...talker, ...LONG } };
  const mine = await withDatabase(productUrl, async (sql) => {
    const written = await fillChatbotSessions(sql, fills.writer);
    const long = await fillChatbotSessions(sql, fills.talker);
    await fillChatbotSessions(sql, { ...rich, ...RICH });
    await fillChatbotSessions(sql, { ...crowd, ...CROWD });
    await settle(sql);
    return { written, long };
  });
  const theirs = await withDatabase(baselineUrl, async (sql) => {
    await createBaselineTables(sql);
    await createChatTables(sql);
    const written = await fillChatBaseline(sql, fills.writer);
    const long = await fillChatBaseline(sql, fills.talker);
    await fillChatBaseline(sql, { ...rich, ...RICH });
    await fillChatBaseline(sql, { ...crowd, ...CROWD });
    await settle(sql);
    return { written, long };
  });
  const baseline = await startServer("bench/baseline.ts", { DATABASE_URL: baselineUrl }, "/healthz");
  return {
    product,
    baseline,
    scenarios: scenarios({ writer, talker, rich, mine, theirs }),
    async [Symbol.asyncDispose]() {
      await Promise.all([product.stop(), baseline.stop()]);
    },
  };
}

type Ids = { written: string[]; long: string[] };
type Subjects = { writer: Owner; talker: Owner; rich: Owner; mine: Ids; theirs: Ids };

function scenarios({ writer, talker, rich, mine, theirs }: Subjects): Scenario[] {
  const { chatbotId, clientId } = writer;
  const create = new Array<Call>(64).fill(post("", { chatbotId, clientId, title: "Invoice" }));
  const message = (id: string) =>
    post(`/message?sessionId=${id}`, { message: { role: "user", content: SAYING } });
  const list = (query: string) => new Array<Call>(64).fill(get(`?limit=10${query}`));
  const with16 = { connections: 16, target: TARGET };
  const by = (calls: Call[], { headers }: Account) =>
    calls.map((call) => ({ ...call, headers: { ...call.headers, ...headers } }));
  return [
    { name: "chatbot: create session", ...with16, product: by(create, writer), baseline: create },
    {
      name: "chatbot: add message",
      ...with16,
      product: by(mine.written.map(message), writer),
      baseline: theirs.written.map(message),
    },
    {
      name: "chatbot: get session with 50 messages",
      ...with16,
      product: by(
        mine.long.map((id) => get(`/${id}`)),
        talker,
      ),
      baseline: theirs.long.map((id) => get(`/${id}`)),
    },
    {
      name: "chatbot: list of 10 among 10,000",
      ...with16,
      product: by(list(""), rich),
      baseline: list(`&owner=${rich.ownerId}`),
    },
  ];
}

const get = (path: string): Call => ({ method: "GET", path: PATH + path, headers: {} });
const post = (path: string, body: object): Call => ({
  method: "POST",
  path: PATH + path,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});
