import type { AgentDataset } from "./agent-dataset.ts";
import type { Requests, Scenario } from "./compare.ts";
import type { HttpRequest } from "./load.ts";
import { type Account, SESSIONS_PATH } from "./product.ts";
import { MESSAGE_TEXT } from "./product-data.ts";
import { recordRequest } from "./typed-client.ts";

type AgentScenario = Scenario<AgentDataset>;

const BASELINE_PATH = "/api/messaging/sessions";
/** Where requests do not differ: enough that each connection has one. */
const REPEATED = 64;

const getSession = (connections: number, target: number): AgentScenario => ({
  name: `get session, ${count(connections)}`,
  connections,
  target,
  reference: "baseline",
  requests: forActiveSessions((id) => get(`/${id}`)),
});

const appendMessage = (connections: number): AgentScenario => ({
  name: `append message, ${count(connections)}`,
  connections,
  target: 0.8,
  reference: "baseline",
  requests: forActiveSessions((id) =>
    post(`/${id}/messages`, { content: MESSAGE_TEXT, metadata: { source: "web" } }),
  ),
});

const createSession = (connections: number): AgentScenario => ({
  name: `create session, ${count(connections)}`,
  connections,
  target: 0.8,
  reference: "baseline",
  requests({ accounts: { active } }) {
    const input = { agentId: active.agentId, userId: "user-456", metadata: { channel: "web" } };
    const creates = new Array<HttpRequest>(REPEATED).fill(post("", input));
    return { product: creates.map(toProduct(active)), reference: creates.map(toBaseline) };
  },
});

const heartbeat: AgentScenario = {
  name: "heartbeat, 16 connections",
  connections: 16,
  target: 0.9,
  reference: "baseline",
  requests: forActiveSessions((id) => post(`/${id}/heartbeat`, {})),
};

const listMessages: AgentScenario = {
  name: "last 50 of 200 messages, 16 connections",
  connections: 16,
  target: 0.9,
  reference: "baseline",
  requests({ accounts, productIds, baselineIds }) {
    const list = (id: string) => get(`/${id}/messages?limit=50`);
    return {
      product: productIds.long.map(list).map(toProduct(accounts.long)),
      reference: baselineIds.long.map(list).map(toBaseline),
    };
  },
};

const listSessions: AgentScenario = {
  name: "first 20 of 10,000 sessions, 16 connections",
  connections: 16,
  target: 1.2,
  reference: "baseline",
  requests({ accounts }) {
    const list = (query: string) => new Array<HttpRequest>(REPEATED).fill(get(query));
    return {
      product: list("?limit=20").map(toProduct(accounts.many)),
      reference: list("?limit=20&owner=many").map(toBaseline),
    };
  },
};

/** The same procedure by the typed client's tRPC request and by REST. Both carry the headers that the client sends. */
const getByTypedClient: AgentScenario = {
  name: "typed client's agent.get, 16 connections",
  connections: 16,
  target: 0.75,
  reference: "REST",
  async requests({ accounts: { active }, productIds }) {
    const placeholder = "SESSION_ID";
    const recorded = await recordRequest((client) => client.agent.get.query({ id: placeholder }));
    const headers = { ...recorded.headers, ...active.headers };
    return {
      product: productIds.active.map((id) => ({
        method: recorded.method,
        path: recorded.path.replace(placeholder, id),
        headers,
      })),
      reference: productIds.active.map((id) => ({ method: "GET", path: `${SESSIONS_PATH}/${id}`, headers })),
    };
  },
};

export const agentScenarios: AgentScenario[] = [
  getSession(1, 0.75),
  getSession(16, 0.9),
  getSession(64, 0.9),
  appendMessage(1),
  appendMessage(16),
  appendMessage(64),
  createSession(1),
  createSession(16),
  createSession(64),
  heartbeat,
  listMessages,
  listSessions,
  getByTypedClient,
];

/** With the role `worker`, which writes the replies while more messages arrive. */
export const workerScenarios: AgentScenario[] = [
  {
    ...appendMessage(16),
    name: "append message while replies are written, 16 connections",
    target: undefined,
  },
];

function forActiveSessions(build: (id: string) => HttpRequest) {
  return ({ accounts, productIds, baselineIds }: AgentDataset): Requests => ({
    product: productIds.active.map(build).map(toProduct(accounts.active)),
    reference: baselineIds.active.map(build).map(toBaseline),
  });
}

const toProduct =
  ({ headers }: Account) =>
  (request: HttpRequest): HttpRequest => ({
    ...request,
    path: SESSIONS_PATH + request.path,
    headers: { ...headers, ...request.headers },
  });

const toBaseline = (request: HttpRequest): HttpRequest => ({
  ...request,
  path: BASELINE_PATH + request.path,
});

function count(connections: number): string {
  return connections === 1 ? "1 connection" : `${connections} connections`;
}

function get(path: string): HttpRequest {
  return { method: "GET", path, headers: {} };
}

function post(path: string, body: object): HttpRequest {
  const headers = { "content-type": "application/json" };
  return { method: "POST", path, headers, body: JSON.stringify(body) };
}
