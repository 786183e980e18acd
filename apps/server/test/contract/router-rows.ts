import type { ProcedureRow, RouterContract } from "./router-target.ts";
import { SESSION_OF_KIND, type Subject, type SubjectName } from "./subjects.ts";

/** A procedure that names nothing of the owner's. */
const without = (input?: object): ProcedureRow => ({ subject: null, request: () => input });

/** A procedure whose input has the subject's id, under this name. */
const naming =
  (field: string, subject: SubjectName, notFound?: string) =>
  (more: object | ((subject: Subject) => object) = {}): ProcedureRow => ({
    subject,
    request: (made) => ({ [field]: made.id, ...(typeof more === "function" ? more(made) : more) }),
    ...(notFound && { notFound }),
  });

const NO_PEOPLE = "CHATBOT_OR_CLIENT_NOT_FOUND";

const agentSession = naming("id", "agentSession");
const inAgentSession = naming("sessionId", "agentSession");
const agent = naming("id", "agent", "AGENT_NOT_FOUND");

const chatbotSession = naming("id", "chatbotSession");
const inActiveSession = naming("sessionId", "chatbotSession", "SESSION_NOT_ACTIVE");
const chatbot = naming("id", "chatbot", NO_PEOPLE);
const client = naming("id", "client", NO_PEOPLE);

/** A procedure of sessions of any kind. */
const anySession = (
  field: "id" | "sessionId",
  more = {},
  rules: Partial<ProcedureRow> = {},
): ProcedureRow[] =>
  Object.values(SESSION_OF_KIND).map((subject) => ({
    ...naming(field, subject)(more),
    ...rules,
  }));

const message = { role: "user", content: "Hello" };
const messageOf = ({ messageId }: Subject) => ({ messageId });
const days = { from: "2026-01-01", to: "2026-01-31", timeZone: "Europe/Berlin" };
const turns = [{ role: "user", content: "Hello" }];

/** The whole router, by the names of its parts. */
export const ROUTER: Record<string, RouterContract> = {
  agent: {
    boundary: { others: "forbidden", sessionTokens: true },
    rows: {
      create: naming("agentId", "agent", "AGENT_NOT_FOUND")({ userId: "visitor" }),
      get: agentSession(),
      list: without({ status: "all" }),
      end: agentSession(),
      renew: agentSession(),
      setTimeout: agentSession({ timeoutMinutes: 60 }),
      heartbeat: agentSession(),
      health: without(),
      timeoutDefaults: without(),
      "messages.list": inAgentSession(),
      "messages.send": inAgentSession({ content: "Hello" }),
      "replies.watch": inAgentSession(messageOf),
      "replies.stop": inAgentSession(),
      "replies.retry": inAgentSession(messageOf),
      "agents.list": without(),
      "agents.get": agent(),
      "agents.create": without({ name: "Helper" }),
      "agents.update": agent({ name: "Other" }),
      "agents.delete": agent(),
    },
  },
  chatbot: {
    boundary: { others: "hidden", sessionTokens: false },
    rows: {
      create: naming("chatbotId", "chatbot", NO_PEOPLE)(({ clientId }) => ({ clientId })),
      get: chatbotSession(),
      list: without({}),
      update: chatbotSession({ title: "New" }),
      end: naming("id", "chatbotSession", "SESSION_NOT_ACTIVE")(),
      browse: without({}),
      search: without({ q: "secret" }),
      overview: without(days),
      report: naming("id", "endedChatbotSession")(),
      "messages.add": inActiveSession({ message }),
      "messages.send": inActiveSession({ content: "Hello" }),
      "replies.stop": naming("sessionId", "chatbotSession")(),
      "replies.retry": inActiveSession(messageOf),
      "chatbots.list": without({}),
      "chatbots.get": chatbot(),
      "chatbots.create": without({ name: "Shop help" }),
      "chatbots.update": chatbot({ role: "Sells" }),
      "chatbots.try": {
        ...naming("clientId", "client", NO_PEOPLE)({ chatbot: { name: "Shop help" }, turns }),
        streams: true,
      },
      "chatbots.delete": chatbot(),
      "clients.list": without({}),
      "clients.get": client(),
      "clients.create": without({ name: "Ada" }),
      "clients.checkImport": without({ rows: [{ line: 1, name: "Ada" }] }),
      "clients.import": without({ rows: [{ line: 1, name: "Ada" }] }),
      "clients.update": client({ name: "Eve" }),
      "clients.delete": client(),
    },
  },
  sessions: {
    boundary: { others: "hidden", sessionTokens: true },
    rows: {
      list: without({ q: "secret" }),
      get: anySession("id"),
      messages: anySession("sessionId"),
      update: [
        ...anySession("id", { title: "New" }, { need: "manage", personOnly: true }),
        ...anySession("id", { pinned: true, archived: true }, { need: "read", personOnly: true }),
      ],
      delete: anySession("id"),
      markRead: anySession("id", {}, { need: "read", personOnly: true }),
      handle: anySession("id", {}, { need: "manage", personOnly: true }),
      needs: without(),
      week: without(),
      events: anySession("sessionId", { lastEventId: "0" }),
      inboxEvents: without({}),
    },
  },
  keys: {
    boundary: { others: "hidden", sessionTokens: false },
    rows: {
      create: { ...without({ name: "A program", scopes: ["sessions:read"] }), signedInOnly: true },
      list: without(),
      revoke: naming("id", "key", "NOT_FOUND")(),
    },
  },
  account: { boundary: { others: "hidden", sessionTokens: false }, rows: { me: without() } },
  system: { boundary: { others: "hidden", sessionTokens: false }, rows: { info: without() } },
};
