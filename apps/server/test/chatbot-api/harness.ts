import type { Scope } from "@parley/api/account/schema";
import { chatbotApi } from "@parley/rest/chatbot/api";
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
export type RequestOptions = {
  /** A token; null sends no credential. By default the person's own. */
  token?: string | null;
  headers?: Record<string, string>;
  /** Sent as JSON; a string is sent as it is. */
  body?: unknown;
};
export type ChatMessage = { role: string; content: string; timestamp: string; metadata?: Body };
type Session = Body & { id: string; messages: ChatMessage[] };

/** For `expect.poll`; the timeout has room for a busy machine. */
export const POLL_OPTIONS = { timeout: 10_000, interval: 20 };
/** A well-formed id that no row has. */
export const UNKNOWN_ID = "0123456789abcdef01234567";

export type ChatbotApi = AsyncDisposable & {
  server: TestServer;
  person: TestPerson;
  chatbotId: string;
  clientId: string;
  request(method: string, path: string, options?: RequestOptions): Promise<Reply>;
  /** Creates a session. @returns the session. */
  create(fields?: Body): Promise<Session>;
  /** Appends a message. @returns the session. */
  addMessage(sessionId: string, content: string, role?: string): Promise<Session>;
  /** The session as GET returns it. */
  read(sessionId: string): Promise<Session>;
  /** An API key of the person's with these scopes. */
  keyWith(...scopes: Scope[]): Promise<string>;
};

/** A server with one person, who has one chatbot and one client. */
export async function startChatbotApi(serverOptions: TestServerOptions = {}): Promise<ChatbotApi> {
  const server = await startTestServer(serverOptions);
  const person = await server.signUp();

  async function request(method: string, path: string, options: RequestOptions = {}) {
    const reply = await replyOf(await send(server, method, path, { token: person.token, ...options }));
    expectDocumented(method, path, reply);
    return reply;
  }
  /** The field `data` of the response. @throws when the request does not succeed. */
  async function dataOf(method: string, path: string, body?: unknown) {
    const reply = await request(method, path, { body });
    if (reply.status >= 300)
      throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    return reply.body.data as Session;
  }
  const { id: chatbotId } = await dataOf("POST", "/chatbots", { name: "Shop help" });
  const { id: clientId } = await dataOf("POST", "/clients", { name: "Ada", email: "ada@example.com" });

  return {
    server,
    person,
    chatbotId,
    clientId,
    request,
    create: (fields = {}) => dataOf("POST", "/sessions", { chatbotId, clientId, ...fields }),
    addMessage: (sessionId, content, role = "user") =>
      dataOf("POST", `/sessions/message?sessionId=${sessionId}`, { message: { role, content } }),
    read: (sessionId) => dataOf("GET", `/sessions/${sessionId}`),
    async keyWith(...scopes) {
      const caller = server.callerOf({ type: "user", ownerId: person.id });
      return (await caller.keys.create({ name: "test", scopes })).key;
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

/** Sends a request. @returns the response with its body unread. */
export const send = (
  server: TestServer,
  method: string,
  path: string,
  { token, headers, body }: RequestOptions,
) =>
  fetch(server.url + path, {
    method,
    headers: {
      ...(token != null && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });

const routes = createRoutes(chatbotApi.operations);
const document = openApiDocument(chatbotApi) as {
  paths: Record<string, Record<string, { responses: object }>>;
};

/** Fails unless the API document has the status, and its schema accepts the body. */
function expectDocumented(method: string, path: string, { status, body }: Reply): void {
  const found = routes(method, path.replace(/^\/chatbot(?=\/)/, "").split("?", 1)[0] ?? "");
  if (found.outcome !== "operation") return;
  const { operation } = found;
  const { responses } = document.paths[operation.path]?.[operation.method.toLowerCase()] ?? {};
  expect(Object.keys(responses ?? {})).toContain(String(status));
  const schema = operation.answers[status]?.schema ?? chatbotApi.dialect.error.schema;
  if (status !== 304) expect(schema.safeParse(body).error?.issues).toBeUndefined();
}

/** Reads the response; an empty body becomes an empty object. */
export async function replyOf(response: Response): Promise<Reply> {
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === "" ? {} : JSON.parse(text) };
}

/** The whole body of an error response. */
export const refusal = (message: string, ...errors: [path: string, message: unknown][]) => ({
  success: false,
  message,
  errors: errors.map(([path, rule]) => ({ path, message: rule })),
});
export const invalid = (path: string, message: unknown = expect.stringMatching(/\S/)) => ({
  status: 400,
  body: refusal("Invalid input", [path, message]),
});
export const refused = (status: number, message: string) => ({ status, body: refusal(message) });

type StreamEvent = { event: string; data: Body };

/** Reads a stream of events to its end. */
export async function eventsOf(response: Response): Promise<StreamEvent[]> {
  const blocks = (await response.text()).split("\n\n").filter((block) => block.startsWith("event:"));
  return blocks.map((block) => {
    const [, event = "", data = "null"] = /^event: (\S+)\ndata: (.*)$/.exec(block) ?? [];
    return { event, data: JSON.parse(data) };
  });
}
