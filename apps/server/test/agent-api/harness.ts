import type { Scope } from "@parley/api/account/schema";
import { agentApi } from "@parley/rest/agent/api";
import { createRoutes } from "@parley/rest/http/route-table";
import { openApiDocument } from "@parley/rest/openapi/document";
import { expect } from "vitest";
import {
  startTestServer,
  type TestPerson,
  type TestServer,
  type TestServerOptions,
} from "../../src/testing.ts";

export type Body = Record<string, unknown>;
export type Reply = { status: number; headers: Headers; body: Body };
type RequestOptions = {
  /** A token; null sends no credential. By default the person's own. */
  token?: string | null;
  headers?: Record<string, string>;
  /** Sent as JSON; a string is sent as it is. */
  body?: unknown;
};

/** For `expect.poll`; the timeout has room for a busy machine. */
export const POLL_OPTIONS = { timeout: 10_000, interval: 20 };

export const SESSIONS = "/api/messaging/sessions";

export type AgentApi = AsyncDisposable & {
  server: TestServer;
  person: TestPerson;
  agentId: string;
  /** Sends a request; the path is relative to the API's own, e.g. `request("GET", "/health")`. */
  request(method: string, path: string, options?: RequestOptions): Promise<Reply>;
  /** Creates a session. @returns the response's body, with the session token. */
  create(fields?: Body): Promise<Body & { sessionId: string; sessionToken: string }>;
  /** An API key of the person's with these scopes. */
  keyWith(...scopes: Scope[]): Promise<string>;
  /** Creates an agent of this person. @returns its id. */
  agentOf(ownerId: string): Promise<string>;
};

/** A server with one person who has one agent. */
export async function startAgentApi(options: TestServerOptions = {}): Promise<AgentApi> {
  const server = await startTestServer(options);
  const person = await server.signUp();
  const callerFor = (ownerId: string) => server.callerOf({ type: "user", ownerId });
  const agentOf = async (ownerId: string) =>
    (await callerFor(ownerId).agent.agents.create({ name: "Helper" })).id;
  const agentId = await agentOf(person.id);

  async function request(
    method: string,
    path: string,
    { token = person.token, headers, body }: RequestOptions = {},
  ) {
    const response = await fetch(`${server.url}${SESSIONS}${path}`, {
      method,
      headers: {
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const reply = await replyOf(response);
    expectDocumented(method, path, reply);
    return reply;
  }

  return {
    server,
    person,
    agentId,
    request,
    agentOf,
    async create(fields = {}) {
      const { status, body } = await request("POST", "", {
        body: { agentId, userId: "user-456", ...fields },
      });
      if (status !== 201) throw new Error(`create answered ${status}: ${JSON.stringify(body)}`);
      return body as Body & { sessionId: string; sessionToken: string };
    },
    async keyWith(...scopes) {
      return (await callerFor(person.id).keys.create({ name: "test", scopes })).key;
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

const routes = createRoutes(agentApi.operations);
const document = openApiDocument(agentApi) as {
  paths: Record<string, Record<string, { responses: object }>>;
};

/** Fails unless the API document has the status, and its schema accepts the body. */
function expectDocumented(method: string, path: string, { status, body }: Reply): void {
  const found = routes(method, path.split("?", 1)[0] ?? "");
  if (found.outcome !== "operation") return;
  const { operation } = found;
  const { responses } = document.paths[SESSIONS + operation.path]?.[operation.method.toLowerCase()] ?? {};
  expect(Object.keys(responses ?? {})).toContain(String(status));
  const schema = operation.answers[status]?.schema ?? agentApi.dialect.error.schema;
  if (status !== 304) expect(schema.safeParse(body).error?.issues).toBeUndefined();
}

/** Reads the response; an empty body becomes an empty object. */
export async function replyOf(response: Response): Promise<Reply> {
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === "" ? {} : JSON.parse(text) };
}
