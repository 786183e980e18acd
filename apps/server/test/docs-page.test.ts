import { request } from "node:http";
import { APIS } from "@parley/rest/kinds";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestServer, type TestPerson, type TestServer } from "../src/testing.ts";
import { SUBJECTS } from "./contract/subjects.ts";

let server: TestServer;
let person: TestPerson;
/** The ids of the person's things. */
let own: string[];
beforeAll(async () => {
  server = await startTestServer({ jobs: false });
  person = await server.signUp();
  const caller = server.callerOf({ type: "user", ownerId: person.id });
  const session = await SUBJECTS.agentSession.make(caller, "Example");
  const chat = await SUBJECTS.chatbotSession.make(caller, "Example");
  const [agents, chatbots] = [await caller.agent.agents.list(), await caller.chatbot.chatbots.list({})];
  own = [session.id, chat.id, chat.clientId, ...[...agents.items, ...chatbots.items].map(({ id }) => id)];
});
afterAll(() => server[Symbol.asyncDispose]());

type Operation = {
  operationId: string;
  parameters: { name: string; in: string; required: boolean; example?: string }[];
  requestBody?: { required: boolean; content: { "application/json": { example: unknown } } };
};
type Document = { servers: { url: string }[]; paths: Record<string, Record<string, Operation>> };

/** The document on an API's page, as the person sees it, or somebody with other headers. */
async function documentOn(
  kind: string,
  headers: Record<string, string> = { cookie: person.cookie },
): Promise<Document> {
  const page = await fetch(`${server.url}/docs/${kind}`, { headers });
  return JSON.parse(/id="document">([^<]*)</.exec(await page.text())?.[1] ?? "");
}

const operationsIn = ({ paths }: Document) =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );

/** Executes an operation as the page does before anything is changed on it: with the cookie and the examples. */
async function execute(base: string, path: string, method: string, { parameters, requestBody }: Operation) {
  const filled = parameters.reduce((url, { name, example = "" }) => url.replace(`{${name}}`, example), path);
  const query = parameters.flatMap(({ in: place, name, example }) =>
    place === "query" && example !== undefined ? [[name, example] as [string, string]] : [],
  );
  const response = await fetch(
    `${server.url}${base === "/" ? "" : base}${filled}?${new URLSearchParams(query)}`,
    {
      method: method.toUpperCase(),
      headers: { cookie: person.cookie, origin: server.url, "content-type": "application/json" },
      ...(requestBody && { body: JSON.stringify(requestBody.content["application/json"].example) }),
    },
  );
  await response.text();
  return response.status;
}

it.each(APIS)(
  "$kind: every GET answers with its example values as given, at each server",
  async ({ kind }) => {
    const document = await documentOn(kind);
    const reads = operationsIn(document).filter(({ method }) => method === "get");
    expect(reads.length).toBeGreaterThan(3);
    for (const { url } of document.servers)
      for (const { path, method, operation } of reads) {
        const status = await execute(url, path, method, operation);
        expect({ url, path, status }).toEqual({ url, path, status: 200 });
      }
  },
);

it.each(APIS)(
  "$kind: the first operation is a read that needs nothing, and everything can be created",
  async ({ kind }) => {
    const document = await documentOn(kind);
    const [first] = operationsIn(document);
    expect(first?.method).toBe("get");
    expect(first?.operation.parameters.filter(({ required }) => required)).toEqual([]);
    const creations = operationsIn(document).filter(({ operation }) =>
      operation.operationId.startsWith("create"),
    );
    expect(creations.length).toBeGreaterThan(0);
    for (const { path, method, operation } of creations)
      expect({ path, status: await execute("", path, method, operation) }).toEqual({ path, status: 201 });
  },
);

it.each(APIS)("$kind: an example never changes or removes what the person has", async ({ kind }) => {
  const changesIn = (document: Document) =>
    operationsIn(document)
      .filter(({ method }) => method !== "get")
      .map(({ operation: { operationId, parameters } }) => ({ operationId, parameters }));
  const changes = changesIn(await documentOn(kind));
  expect(changes.length).toBeGreaterThan(3);
  expect(changes).toEqual(changesIn(await documentOn(kind, {})));
});

it("shows nobody else the ids", async () => {
  for (const { kind } of APIS) {
    const html = await (await fetch(`${server.url}/docs/${kind}`)).text();
    expect(own.filter((id) => html.includes(id))).toEqual([]);
  }
});

it("lets a body be left out where the document does", async () => {
  const optional = operationsIn(await documentOn("agent")).filter(
    ({ operation }) => operation.requestBody?.required === false,
  );
  expect(optional.map(({ operation }) => operation.operationId)).toEqual(["updateTimeout"]);
  const path = `/agent/api/messaging/sessions/${own[0]}/timeout`;
  const response = await fetch(server.url + path, { method: "PATCH", headers: { cookie: person.cookie } });
  expect(response.status).toBe(200);
});

it("answers 431 to headers above 16 KB, where no credential is needed", async () => {
  const { paths } = await documentOn("agent");
  const path = "/api/messaging/sessions/health";
  expect(paths[path]?.get).toHaveProperty(["responses", "431"]);
  const status = await new Promise((resolve, reject) => {
    request(`${server.url}${path}`, { headers: { "x-long": "x".repeat(17 * 1024) } }, ({ statusCode }) =>
      resolve(statusCode),
    )
      .on("error", reject)
      .end();
  });
  expect(status).toBe(431);
});
