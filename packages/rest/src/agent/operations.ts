import { answer, type Operation, operation } from "../operation.ts";
import * as example from "./examples.ts";
import { healthOperation } from "./health.ts";
import { replyEvents, waitForReply } from "./reply.ts";
import { toListedSession, toSentMessage, toSessionInfo, toWireMessage } from "./to-wire.ts";
import * as wire from "./wire.ts";

const params = { schema: wire.sessionParams, unknown: "SESSION_NOT_FOUND" } as const;
const IN_SESSION = ["SESSION_NOT_FOUND", "SESSION_EXPIRED"] as const;

const createSession = operation({
  name: "createSession",
  method: "POST",
  path: "",
  scope: "sessions:create",
  tag: "Sessions",
  summary: "Create session",
  description:
    "Begins a session between a user, named as you like, and one of your agents. Agents are made in the web app; the id of one is the last part of its page's address.",
  body: wire.createBody,
  bodyExample: example.createRequest,
  answers: { 201: { description: "The session.", schema: wire.createdSession, example: example.created } },
  errors: ["VALIDATION_ERROR", "AGENT_NOT_FOUND"],
  async handle({ caller, body }) {
    const { sessionToken, ...session } = await caller.agent.create(body);
    return answer(201, { ...toSessionInfo(session), status: "active", sessionToken });
  },
});

const listSessions = operation({
  name: "listSessions",
  method: "GET",
  path: "",
  scope: "sessions:read",
  tag: "Sessions",
  summary: "List sessions",
  description: "Your own sessions, newest first.",
  query: wire.listQuery,
  answers: { 200: { description: "A page of sessions.", schema: wire.sessionList, example: example.list } },
  errors: ["VALIDATION_ERROR"],
  async handle({ caller, query }) {
    const { items, total, limit, offset, stats } = await caller.agent.list(query);
    return answer(200, { sessions: items.map(toListedSession), total, limit, offset, stats });
  },
});

const getSession = operation({
  name: "getSession",
  method: "GET",
  path: "/{sessionId}",
  scope: "sessions:read",
  tag: "Sessions",
  summary: "Get session",
  params,
  versioned: true,
  answers: { 200: { description: "The session.", schema: wire.sessionInfo, example: example.info } },
  errors: [...IN_SESSION],
  async handle({ caller, params: { sessionId } }) {
    const session = await caller.agent.get({ id: sessionId });
    return answer(200, toSessionInfo(session), session.version);
  },
});

const endSession = operation({
  name: "endSession",
  method: "DELETE",
  path: "/{sessionId}",
  scope: "sessions:manage",
  tag: "Sessions",
  summary: "End session",
  description: "Removes the session and its messages for good, whether or not it has expired.",
  params,
  answers: { 200: { description: "It is gone.", schema: wire.deletedSession, example: example.deleted } },
  errors: ["SESSION_NOT_FOUND"],
  async handle({ caller, params: { sessionId } }) {
    const { id } = await caller.agent.end({ id: sessionId });
    const outcome = { success: true as const, message: `Session ${id} deleted successfully` };
    return answer(200, { ...outcome, data: outcome });
  },
});

const sendMessage = operation({
  name: "sendMessage",
  method: "POST",
  path: "/{sessionId}/messages",
  scope: "sessions:write",
  tag: "Messages",
  summary: "Send message",
  description:
    "Stores the user's message and, where the session renews by itself, renews it. The agent's reply is a message of its own, delivered as `transport` says.",
  params,
  body: wire.sendBody,
  documentedBody: wire.sendBodyDocumented,
  bodyExample: example.sendRequest,
  answers: { 201: { description: "The message.", schema: wire.sentMessage, example: example.sent } },
  stream:
    "With transport sse the response is 200, a `text/event-stream`: `user_message` (the message, as in 201), `chunk` (`messageId` of the message that is answered, `chunk`, `index`), then `done` (`messageId`, `agentResponse`) or `error` (`messageId`, and an error as everywhere).",
  errors: ["VALIDATION_ERROR", ...IN_SESSION],
  async handle({ caller, ctx, params: { sessionId }, body: { transport, ...message }, signal }) {
    const sent = await caller.agent.messages.send({ sessionId, ...message });
    if (transport === "sse") return { events: replyEvents(ctx, sent, signal()) };
    if (transport === "websocket") return answer(201, toSentMessage(sent));
    const reply = await waitForReply(ctx, sent, signal());
    return answer(201, { ...toSentMessage(sent), agentResponse: reply && toWireMessage(reply) });
  },
});

const listMessages = operation({
  name: "listMessages",
  method: "GET",
  path: "/{sessionId}/messages",
  scope: "sessions:read",
  tag: "Messages",
  summary: "Get messages",
  description:
    "Messages, newest first. Older ones: `before` with the page's `cursors.before`. Newer ones: `after` with `cursors.after`. Each message is in exactly one page.",
  params,
  query: wire.historyQuery,
  answers: {
    200: { description: "A page of messages.", schema: wire.messageHistory, example: example.history },
  },
  errors: ["VALIDATION_ERROR", ...IN_SESSION],
  async handle({ caller, params: { sessionId }, query: { limit, before, after } }) {
    const page = { sessionId, limit, before: before?.getTime(), after: after?.getTime() };
    const { items, hasMore, cursors } = await caller.agent.messages.list(page);
    return answer(200, { messages: items.map(toWireMessage), hasMore, cursors });
  },
});

const renewSession = operation({
  name: "renewSession",
  method: "POST",
  path: "/{sessionId}/renew",
  scope: "sessions:write",
  tag: "Sessions",
  summary: "Renew session",
  description: "Extends the session by its timeout, whether or not it renews by itself.",
  params,
  answers: { 200: { description: "The session, renewed.", schema: wire.sessionInfo, example: example.info } },
  errors: [...IN_SESSION, "SESSION_RENEWAL_FAILED"],
  async handle({ caller, params: { sessionId } }) {
    return answer(200, toSessionInfo(await caller.agent.renew({ id: sessionId })));
  },
});

const heartbeat = operation({
  name: "heartbeat",
  method: "POST",
  path: "/{sessionId}/heartbeat",
  scope: "sessions:write",
  tag: "Sessions",
  summary: "Heartbeat",
  description: "Reports that the user is present, and renews a session that renews by itself.",
  params,
  answers: { 200: { description: "The session.", schema: wire.sessionInfo, example: example.info } },
  errors: [...IN_SESSION],
  async handle({ caller, params: { sessionId } }) {
    return answer(200, toSessionInfo(await caller.agent.heartbeat({ id: sessionId })));
  },
});

const updateTimeout = operation({
  name: "updateTimeout",
  method: "PATCH",
  path: "/{sessionId}/timeout",
  scope: "sessions:manage",
  tag: "Sessions",
  summary: "Update timeout",
  description: "Changes the settings that it names; the expiry follows.",
  params,
  versioned: true,
  body: wire.timeoutBody,
  bodyExample: example.timeoutRequest,
  answers: {
    200: { description: "The settings.", schema: wire.timeoutUpdate, example: example.timeoutAnswer },
  },
  errors: ["VALIDATION_ERROR", ...IN_SESSION],
  async handle({ caller, params: { sessionId }, body, ifVersion }) {
    const session = await caller.agent.setTimeout({ id: sessionId, ...body, ifVersion });
    const { id, timeoutConfig, expiresAt, renewalCount, version } = session;
    return answer(200, { sessionId: id, timeoutConfig, expiresAt, renewalCount }, version);
  },
});

/** Every endpoint of the document. The first is one that answers everybody, since the documentation page has it at the top. */
export const operations: Operation[] = [
  listSessions,
  createSession,
  getSession,
  endSession,
  sendMessage,
  listMessages,
  renewSession,
  updateTimeout,
  heartbeat,
  healthOperation,
];
