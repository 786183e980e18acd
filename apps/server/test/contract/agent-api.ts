import { expect } from "vitest";
import type { ApiContract, RestRow } from "./rest-target.ts";
import type { Subject } from "./subjects.ts";

const NAMES = { UNAUTHORIZED: "AuthenticationError", FORBIDDEN: "PermissionError" };

const sessionNotFound = (id: unknown) => ({
  error: "SessionNotFoundError",
  code: "SESSION_NOT_FOUND",
  message: `Session ${id} was not found`,
  details: { sessionId: id },
});

const agentNotFound = (agentId: string) => ({
  error: "AgentNotFoundError",
  code: "AGENT_NOT_FOUND",
  message: expect.stringContaining(agentId),
  details: { agentId },
});

/** A request to a session. */
const inSession = (more: Pick<RestRow, "stream"> & { body?: object } = {}): RestRow => ({
  subject: "agentSession",
  request: ({ id }: Subject) => ({
    params: { sessionId: id },
    ...(more.body && { body: more.body }),
  }),
  notFound: sessionNotFound,
  ...(more.stream && { stream: more.stream }),
});

export const agentContract: ApiContract = {
  others: "forbidden",
  refusal: (reason, message, details = expect.any(Object)) => ({
    error: NAMES[reason],
    code: reason,
    message,
    details,
  }),
  malformedId: () => ({
    status: 404,
    body: {
      error: "SessionNotFoundError",
      code: "SESSION_NOT_FOUND",
      message: expect.stringMatching(/\S/),
      details: expect.any(Object),
    },
  }),
  rows: {
    createSession: {
      subject: "agent",
      request: ({ id }) => ({ body: { agentId: id, userId: "visitor" } }),
      notFound: agentNotFound,
    },
    getSession: inSession(),
    listSessions: { subject: null, request: () => ({ query: { status: "all" } }) },
    endSession: inSession(),
    sendMessage: inSession({ body: { content: "Hello" }, stream: { body: { transport: "sse" } } }),
    listMessages: inSession(),
    renewSession: inSession(),
    updateTimeout: inSession({ body: { timeoutMinutes: 60 } }),
    heartbeat: inSession(),
    health: { subject: null, request: () => ({}) },
  },
};
