import type { ChatbotDataset } from "./chatbot-dataset.ts";
import type { Scenario } from "./compare.ts";
import type { HttpRequest } from "./load.ts";
import type { Account } from "./product.ts";
import { MESSAGE_TEXT } from "./product-data.ts";

type ChatbotScenario = Scenario<ChatbotDataset>;

/** The same in the product and in the baseline. */
const PATH = "/chatbot/sessions";
const CONNECTIONS = 16;
/** Where requests do not differ: enough that each connection has one. */
const REPEATED = 64;

const createSession: ChatbotScenario = {
  name: "chatbot: create session",
  connections: CONNECTIONS,
  target: 0.85,
  reference: "baseline",
  requests({ accounts: { active } }) {
    const { chatbotId, clientId } = active;
    const creates = new Array<HttpRequest>(REPEATED).fill(
      post("", { chatbotId, clientId, title: "Invoice" }),
    );
    return { product: creates.map(withKeyOf(active)), reference: creates };
  },
};

const addMessage: ChatbotScenario = {
  name: "chatbot: add message",
  connections: CONNECTIONS,
  target: 0.85,
  reference: "baseline",
  requests({ accounts, productIds, baselineIds }) {
    const add = (id: string) =>
      post(`/message?sessionId=${id}`, { message: { role: "user", content: MESSAGE_TEXT } });
    return {
      product: productIds.active.map(add).map(withKeyOf(accounts.active)),
      reference: baselineIds.active.map(add),
    };
  },
};

const getSession: ChatbotScenario = {
  name: "chatbot: get session with 50 messages",
  connections: CONNECTIONS,
  target: 0.85,
  reference: "baseline",
  requests({ accounts, productIds, baselineIds }) {
    const getById = (id: string) => get(`/${id}`);
    return {
      product: productIds.long.map(getById).map(withKeyOf(accounts.long)),
      reference: baselineIds.long.map(getById),
    };
  },
};

const listSessions: ChatbotScenario = {
  name: "chatbot: list of 10 among 10,000",
  connections: CONNECTIONS,
  target: 0.8,
  reference: "baseline",
  requests({ accounts: { many } }) {
    const list = (query: string) => new Array<HttpRequest>(REPEATED).fill(get(query));
    return {
      product: list("?limit=10").map(withKeyOf(many)),
      reference: list(`?limit=10&owner=${many.ownerId}`),
    };
  },
};

export const chatbotScenarios: ChatbotScenario[] = [createSession, addMessage, getSession, listSessions];

const withKeyOf =
  ({ headers }: Account) =>
  (request: HttpRequest): HttpRequest => ({ ...request, headers: { ...request.headers, ...headers } });

function get(path: string): HttpRequest {
  return { method: "GET", path: PATH + path, headers: {} };
}

function post(path: string, body: object): HttpRequest {
  const headers = { "content-type": "application/json" };
  return { method: "POST", path: PATH + path, headers, body: JSON.stringify(body) };
}
