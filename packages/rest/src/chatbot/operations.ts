import { answer, type Operation, operation } from "../operation.ts";
import { didIt, foundIt, foundPage } from "./envelope.ts";
import * as example from "./examples.ts";
import { replyEvents, waitForReply } from "./reply.ts";
import { toSession, toSessionWithPeople, versionsOf } from "./to-wire.ts";
import * as wire from "./wire.ts";

const params = { schema: wire.idParams("session", example.sessionId) };

const createSession = operation({
  name: "createSession",
  method: "POST",
  path: "/sessions",
  scope: "sessions:create",
  tag: "Sessions",
  summary: "Create session",
  description: "Begins a session between one of your chatbots and one of your clients.",
  body: wire.createBody,
  bodyExample: example.createRequest,
  answers: { 201: { description: "The session.", schema: wire.changedSession, example: example.created } },
  errors: ["VALIDATION_ERROR", "CHATBOT_OR_CLIENT_NOT_FOUND"],
  async handle({ caller, body }) {
    const data = toSession({ ...(await caller.chatbot.create(body)), messages: [] });
    return answer(201, didIt("Session created successfully", data));
  },
});

const updateSession = operation({
  name: "updateSession",
  method: "PUT",
  path: "/sessions/{id}",
  scope: "sessions:write",
  tag: "Sessions",
  summary: "Update session",
  description:
    "Changes what it names; `feedback` and `metadata` replace what was there. ACTIVE becomes COMPLETED, TERMINATED or, while it has no messages, SCHEDULED; SCHEDULED becomes ACTIVE or TERMINATED; COMPLETED and TERMINATED are final, and set `endTime` where the body gives none.",
  params,
  versioned: true,
  body: wire.updateBody,
  bodyExample: example.updateRequest,
  answers: { 200: { description: "The session.", schema: wire.changedSession, example: example.updated } },
  errors: ["VALIDATION_ERROR", "SESSION_NOT_FOUND"],
  async handle({ caller, params: { id }, body, ifVersion }) {
    const session = await caller.chatbot.update({ ...body, id, ifVersion });
    const data = toSession(session);
    return answer(200, didIt("Session updated successfully", data), versionsOf(session));
  },
});

const getSession = operation({
  name: "getSession",
  method: "GET",
  path: "/sessions/{id}",
  scope: "sessions:read",
  tag: "Sessions",
  summary: "Get session",
  params,
  versioned: true,
  answers: {
    200: {
      description: "The session, with its chatbot and its client.",
      schema: wire.foundSession,
      example: example.found,
    },
  },
  errors: ["VALIDATION_ERROR", "SESSION_NOT_FOUND"],
  async handle({ caller, params: { id } }) {
    const session = await caller.chatbot.get({ id });
    return answer(200, foundIt(toSessionWithPeople(session)), versionsOf(session));
  },
});

const endSession = operation({
  name: "endSession",
  method: "POST",
  path: "/sessions/{id}/end",
  scope: "sessions:write",
  tag: "Sessions",
  summary: "End session",
  description: "Makes an ACTIVE session COMPLETED and sets its `endTime`. Of two calls, one does it.",
  params,
  answers: {
    200: { description: "The session, ended.", schema: wire.endedSession, example: example.ended },
  },
  errors: ["VALIDATION_ERROR", "SESSION_NOT_ACTIVE"],
  async handle({ caller, params: { id } }) {
    const session = toSession(await caller.chatbot.end({ id }));
    const { endTime = session.updatedAt } = session;
    const data = { ...session, status: "COMPLETED" as const, endTime };
    return answer(200, didIt("Session ended successfully", data));
  },
});

const addMessage = operation({
  name: "addMessage",
  method: "POST",
  path: "/sessions/message",
  scope: "sessions:write",
  tag: "Messages",
  summary: "Add message",
  description: "Stores a message of the client or of the chatbot as it is. It gets no reply.",
  query: wire.inSession,
  body: wire.messageBody,
  bodyExample: example.messageRequest,
  answers: {
    200: {
      description: "The session with all of its messages.",
      schema: wire.changedSession,
      example: example.added,
    },
  },
  errors: ["VALIDATION_ERROR", "SESSION_NOT_ACTIVE"],
  async handle({ caller, query: { sessionId }, body: { message } }) {
    const data = toSession(await caller.chatbot.messages.add({ sessionId, message }));
    return answer(200, didIt("Message added successfully", data));
  },
});

const chat = operation({
  name: "chat",
  method: "POST",
  path: "/sessions/chat",
  scope: "sessions:write",
  tag: "Messages",
  summary: "Process message with AI",
  description:
    "Stores the client's message, unless the last one has the same content, and answers with the chatbot's reply when it is complete. If none can be generated within a minute, the reply is a fallback, marked as such in its metadata.",
  query: wire.inSession,
  body: wire.chatBody,
  bodyExample: example.chatRequest,
  answers: { 200: { description: "The reply.", schema: wire.processed, example: example.processed } },
  stream:
    "With `Accept: text/event-stream`: `user_message` (the client's message), `chunk` (`chunk`, `index`), then `done` (the same body as without a stream, and the authoritative one) or `error` (an error as everywhere).",
  errors: ["VALIDATION_ERROR", "SESSION_NOT_ACTIVE", "CHATBOT_OR_CLIENT_NOT_FOUND"],
  async handle({ caller, ctx, query: { sessionId }, body: { content }, wantsEvents, signal }) {
    const sent = await caller.chatbot.messages.send({ sessionId, content });
    if (wantsEvents) return { events: replyEvents(ctx, sent, content, signal()) };
    return answer(200, await waitForReply(ctx, sent, signal()));
  },
});

const listSessions = operation({
  name: "listSessions",
  method: "GET",
  path: "/sessions",
  scope: "sessions:read",
  tag: "Sessions",
  summary: "List sessions",
  description:
    "Your own sessions, newest first, that match all filters. Of a long session the newest 100 messages are shown; the session alone has all.",
  query: wire.listQuery,
  answers: { 200: { description: "A page of sessions.", schema: wire.sessionList, example: example.list } },
  errors: ["VALIDATION_ERROR"],
  async handle({ caller, query }) {
    const { items, ...page } = await caller.chatbot.list(query);
    return answer(200, foundPage(items.map(toSessionWithPeople), page));
  },
});

/** Every endpoint of the document. The first is one that answers everybody, since the documentation page has it at the top. */
export const sessionOperations: Operation[] = [
  listSessions,
  createSession,
  updateSession,
  getSession,
  endSession,
  addMessage,
  chat,
];
