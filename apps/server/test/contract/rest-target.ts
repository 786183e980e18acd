import { startReplyWorker } from "@parley/api/session/reply/worker";
import type { Api } from "@parley/rest/api";
import { openApiDocument } from "@parley/rest/openapi/document";
import type { Operation } from "@parley/rest/operation";
import { expect } from "vitest";
import type { Subject } from "./subjects.ts";
import type { Answer, Boundary, Reason, Row, SendOptions, Target } from "./target.ts";
import type { Credential, World } from "./world.ts";

type RestRequest = {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: object;
};

export type RestRow = Row<RestRequest> & {
  /** The body of the error where nothing has the subject's id. */
  notFound?(id: string): object;
  /** The same request for an event stream, where the operation has one. */
  stream?: { body?: object; headers?: Record<string, string> };
  /** Whether the response waits for a reply. */
  awaitsReply?: boolean;
};

/** What the documents promise of an API beside its declarations. */
export type ApiContract = {
  others: Boundary["others"];
  /** The body of a refusal; all of it, but for what a matcher leaves open. */
  refusal(reason: Reason, message: unknown, details: object | undefined): object;
  /** What an id of another form is answered. `field` is where the request has it. */
  malformedId(field: string): { status: number; body: object };
  /** By the operation's name. */
  rows: Record<string, RestRow>;
};

/** An operation, and what the contract says of it. */
export type Endpoint = { api: Api; operation: Operation; row: RestRow; contract: ApiContract };

/** Where an API's operations are: at its mount first, and at the root. */
export const basesOf = ({ mount, paths }: Api) => [...paths.map((path) => mount + path), ...paths];

const successStatusOf = ({ answers }: Operation) =>
  Number(Object.keys(answers).find((status) => Number(status) < 300));

export function restTarget(endpoint: Endpoint): Target {
  const { api, operation, row, contract } = endpoint;
  return {
    ...row,
    name: `${api.kind}.${operation.name}`,
    boundary: { others: contract.others, sessionTokens: api.sessionTokens },
    successStatus: successStatusOf(operation),
    rung: async () => (operation.scope === null ? "public" : { scope: operation.scope }),
    async send(world, credential, subject, options = {}) {
      if (!options.expectsSuccess || !row.awaitsReply)
        return sendRest(world, endpoint, { subject, headers: credential, ...options });
      const worker = startReplyWorker(world.server.services);
      try {
        return await sendRest(world, endpoint, { subject, headers: credential, ...options });
      } finally {
        await worker.stop();
      }
    },
    refusal: (reason, scope) => ({
      status: reason === "UNAUTHORIZED" ? 401 : 403,
      body: contract.refusal(
        reason,
        scope ? `This needs the scope ${scope}` : expect.stringMatching(/\S/),
        scope && { scope },
      ),
    }),
    notFound: (id) => ({ status: 404, body: row.notFound?.(id) }),
  };
}

type Request = SendOptions & {
  subject: Subject;
  headers: Credential;
  /** Sent in place of the subject's id, without escaping it. */
  rawId?: string;
  /** Requests an event stream. */
  streams?: boolean;
};

/** Sends a request, and checks what holds of every response. */
export async function sendRest(world: World, endpoint: Endpoint, request: Request): Promise<Answer> {
  const { api, operation } = endpoint;
  const { base = basesOf(api)[0], headers } = request;
  const { path, body, more } = partsOf(endpoint, request);
  const response = await fetch(`${world.server.url}${base}${path}`, {
    method: operation.method,
    headers: {
      "sessions-api": api.kind,
      ...(body !== undefined && { "content-type": "application/json" }),
      ...more,
      ...headers,
    },
    ...(body !== undefined && { body }),
  });
  const text = await response.text();
  const answer = { status: response.status, body: JSON.parse(text), text };
  expectDocumented(api, operation, answer);
  expect(response.headers.get("x-request-id")).toMatch(/\S/);
  expect(response.headers.get("www-authenticate")).toBe(answer.status === 401 ? "Bearer" : null);
  if (answer.status >= 400) expect(world.secrets.filter((secret) => text.includes(secret))).toEqual([]);
  return answer;
}

/** The parts of a request that depend on its subject. */
function partsOf({ operation, row }: Endpoint, { subject, broken, streams, rawId }: Request) {
  const { params = {}, query = {}, body: valid } = row.request(subject);
  const segmentOf = (_: string, name: string) => encodeURIComponent(broken ? "x" : (params[name] ?? ""));
  const search = new URLSearchParams(broken ? { sessionId: "x", limit: "x" } : query);
  const full = streams ? { ...valid, ...row.stream?.body } : valid;
  const json = broken ? "{" : full && JSON.stringify(full);
  const path = `${operation.path.replace(/\{(\w+)\}/g, segmentOf)}?${search}`;
  return {
    path: rawId === undefined ? path : path.replaceAll(subject.id, rawId),
    body: operation.method === "GET" ? undefined : json,
    more: streams ? row.stream?.headers : {},
  };
}

type Responses = Record<string, { responses: object }>;
const documented = new Map<string, Record<string, Responses>>();

/** The API document has the status, and the body fits the schema that it has for it. */
function expectDocumented(api: Api, { path, method, answers }: Operation, { status, body }: Answer): void {
  const paths = documented.get(api.kind) ?? (openApiDocument(api).paths as Record<string, Responses>);
  documented.set(api.kind, paths);
  const { responses = {} } = paths[api.paths[0] + path]?.[method.toLowerCase()] ?? {};
  expect(Object.keys(responses)).toContain(String(status));
  const schema = answers[status]?.schema ?? api.dialect.error.schema;
  expect(schema.safeParse(body).error?.issues).toBeUndefined();
}
