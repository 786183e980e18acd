import type { Call } from "./load.ts";
import { type Account, SESSIONS_PATH } from "./product.ts";
import { SAYING } from "./product-data.ts";

/** One line of the table: the same documented request to the product and to the baseline. */
export type Scenario = {
  name: string;
  connections: number;
  /** The share of the baseline's requests per second to reach. */
  target: number;
  product: Call[];
  baseline: Call[];
};

export type Subjects = {
  /** The account that is written to, and its sessions. */
  busy: Account;
  sessions: string[];
  /** The account whose sessions have 200 messages each, and these. */
  talker: Account;
  long: string[];
  /** The account with 10,000 sessions. */
  rich: Account;
  baseline: { sessions: string[]; long: string[] };
};

const BASELINE_PATH = "/api/messaging/sessions";
const CONNECTIONS = 16;
/** Enough that each connection has some of its own. */
const REPEATED = 64;

export function scenarios({ busy, talker, rich, sessions, long, baseline }: Subjects): Scenario[] {
  const product = (calls: Call[], { headers }: Account) => calls.map(from(SESSIONS_PATH, headers));
  const plain = (calls: Call[]) => calls.map(from(BASELINE_PATH, {}));
  const onEach = (make: (id: string) => Call) => ({
    product: product(sessions.map(make), busy),
    baseline: plain(baseline.sessions.map(make)),
  });
  const made = { agentId: busy.agentId, userId: "user-456", metadata: { channel: "web" } };
  const creates = new Array<Call>(REPEATED).fill(post("", made));
  const lists = (query: string) => new Array<Call>(REPEATED).fill(get(`?limit=20${query}`));
  return [
    { name: "get session, 16 connections", connections: 16, target: 0.8, ...onEach((id) => get(`/${id}`)) },
    { name: "get session, 64 connections", connections: 64, target: 0.8, ...onEach((id) => get(`/${id}`)) },
    {
      name: "append message",
      connections: CONNECTIONS,
      target: 0.7,
      ...onEach((id) => post(`/${id}/messages`, { content: SAYING, metadata: { source: "web" } })),
    },
    {
      name: "create session",
      connections: CONNECTIONS,
      target: 0.7,
      product: product(creates, busy),
      baseline: plain(creates),
    },
    {
      name: "heartbeat",
      connections: CONNECTIONS,
      target: 0.7,
      ...onEach((id) => post(`/${id}/heartbeat`, {})),
    },
    {
      name: "last 50 of 200 messages",
      connections: CONNECTIONS,
      target: 0.8,
      product: product(long.map(history), talker),
      baseline: plain(baseline.long.map(history)),
    },
    {
      name: "first 20 of 10,000 sessions",
      connections: CONNECTIONS,
      target: 0.8,
      product: product(lists(""), rich),
      baseline: plain(lists("&owner=rich")),
    },
  ];
}

const history = (id: string) => get(`/${id}/messages?limit=50`);

const get = (path: string): Call => ({ method: "GET", path, headers: {} });

const post = (path: string, body: object): Call => ({
  method: "POST",
  path,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

const from = (base: string, headers: Record<string, string>) => (call: Call) => ({
  ...call,
  path: base + call.path,
  headers: { ...headers, ...call.headers },
});
