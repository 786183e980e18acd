import { fillInput } from "@parley/api/session/fixtures/fill-input";
import { type DuetPerson, type Duets, startDuet } from "@parley/api/session/fixtures/start-duet";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { duetApi } from "./fixtures/duet/api.ts";
import { serve } from "./http/adapter.ts";
import { createRoutes } from "./http/route-table.ts";
import { APIS } from "./kinds.ts";
import { carriesBody, type Method, type Operation } from "./operation.ts";
import { createRest } from "./rest-app.ts";

let duets: Duets;
beforeAll(async () => {
  duets = await startDuet();
});
afterAll(() => duets[Symbol.asyncDispose]());

const UNKNOWN = "01900000-0000-7000-8000-000000000000";
const routes = createRoutes(duetApi.operations);

type Answer = { status: number; headers: Record<string, string>; body: string };

/** The real app, for a person. */
function restFor({ id: ownerId }: DuetPerson) {
  const identify = async () => ({ type: "user" as const, ownerId });
  const app = createRest({ services: duets.api.services, identify });
  return async (path: string, init: RequestInit): Promise<Answer> => {
    const response = await app.request(path, init);
    return answerOf(response);
  };
}

async function answerOf(response: Response): Promise<Answer> {
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
  };
}

/** The API of duets, served as any other. */
async function duetRequest(
  { id: ownerId }: DuetPerson,
  path: string,
  init: RequestInit = {},
): Promise<Answer> {
  return answerOf(
    await serve(duetApi, routes, {
      request: new Request(`http://localhost/api/duets${path}`, init),
      path,
      query: new URLSearchParams(),
      requestId: "test",
      services: duets.api.services,
      identify: async () => ({ type: "user", ownerId }),
      ResponseClass: Response,
    }),
  );
}

/** A body of JSON, as an HTTP client sends it. */
function withBody(value: unknown, headers: Record<string, string>): RequestInit {
  const body = JSON.stringify(value);
  return {
    headers: { "content-type": "application/json", "content-length": `${body.length}`, ...headers },
    body,
  };
}

const post = (content: string, key: string): RequestInit => ({
  method: "POST",
  ...withBody({ content }, { "idempotency-key": key }),
});

type Sent = { name: string; answer: Answer };

/** Sends a request to every operation of every API, about one id, and searches for some words. */
async function requestAll(
  person: DuetPerson,
  id: string,
  words: string,
  methods: readonly Method[] = ["GET", "POST", "PUT", "PATCH", "DELETE"],
): Promise<Sent[]> {
  const request = restFor(person);
  const all = APIS.flatMap(({ kind, mount, paths, operations }) =>
    operations
      .filter(({ method }) => methods.includes(method))
      .map((operation) => ({ operation, kind, base: mount + paths[0] })),
  );
  const sent: Sent[] = [];
  for (const { operation, kind, base } of all) {
    const path = base + operation.path.replaceAll(/\{[^}]+\}/g, id) + queryOf(operation, words);
    const { method } = operation;
    const body = fillInput(operation.documentedBody ?? operation.body, {
      id,
      words: "words",
      optional: "ids",
    });
    const headers = { accept: "text/event-stream, application/json" };
    const content = carriesBody(method) ? withBody(body ?? {}, headers) : { headers };
    const answer = await request(path, { method, ...content });
    sent.push({ name: `${kind} ${operation.name}`, answer });
  }
  return sent;
}

function queryOf({ query }: Operation, words: string): string {
  const filled = (fillInput(query, { id: UNKNOWN, words, optional: "words" }) ?? {}) as object;
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(filled)) params.set(name, String(value));
  return `?${params}`;
}

describe("every operation of every API", () => {
  it("answers about another person's room as about one that does not exist", async () => {
    const { ann, ben } = duets;
    const { id, annsRoom } = await duets.begin();
    const canary = "quetzalcoatlus";
    const { id: messageId } = await ann.caller.duet.send({ sessionId: annsRoom, content: canary });
    const none = await requestAll(ben, UNKNOWN, canary);
    for (const secret of [annsRoom, messageId, id]) {
      const real = await requestAll(ben, secret, canary);
      for (const [i, { name, answer }] of real.entries()) {
        const other = none[i]?.answer;
        expect(answer.status, name).toBeLessThan(500);
        expect(answer.body, name).not.toContain(canary);
        if (answer.status < 400 || secret === messageId) continue;
        expect(answer.status, name).toBe(other?.status);
        expect(answer.body.replaceAll(secret, "<id>"), name).toBe(other?.body.replaceAll(UNKNOWN, "<id>"));
      }
    }
    expect((await ann.caller.sessions.messages({ sessionId: annsRoom })).items).toHaveLength(1);
    await ann.caller.duet.replies.stop({ sessionId: annsRoom });
  });

  it("answers the same, with the same headers, whatever happens in another person's room", async () => {
    const { ann, ben } = duets;
    const { id, annsRoom, bensRoom } = await duets.begin();
    const look = async () => [
      ...(await requestAll(ben, id, "Hello", ["GET"])),
      await duetRequest(ben, `/${id}`),
      await duetRequest(ben, `/${bensRoom}`),
      await duetRequest(ben, `/${annsRoom}`),
    ];
    const before = await look();
    await ann.caller.duet.send({ sessionId: annsRoom, content: "Hello" });
    await ann.caller.duet.setNote({ id: annsRoom, note: "Hello" });
    await ann.caller.sessions.update({ id, pinned: true });
    expect(await look()).toEqual(before);
    expect(before.at(-3)).toMatchObject({ status: 200, headers: { etag: '"1"' } });
    await ann.caller.duet.send({ sessionId: id, content: "Hello" });
    expect(await duetRequest(ben, `/${id}`)).toMatchObject({ headers: { etag: '"2"' } });
    await ann.caller.duet.replies.stop({ sessionId: annsRoom });
  });
});

describe("an Idempotency-Key", () => {
  it("is each person's own, also in a session that they share", async () => {
    const { ann, ben } = duets;
    const { id } = await duets.begin();
    const path = `/${id}/messages`;
    const first = await duetRequest(ben, path, post("From Ben", "same key"));
    expect(first).toMatchObject({ status: 201 });
    const again = await duetRequest(ben, path, post("From Ben", "same key"));
    expect(again).toMatchObject({ status: 201, body: first.body });
    expect(again.headers).toMatchObject({ "idempotency-replayed": "true" });
    const anns = await duetRequest(ann, path, post("From Ann", "same key"));
    expect(anns).toMatchObject({ status: 201 });
    expect(anns.headers).not.toHaveProperty("idempotency-replayed");
    expect(await duetRequest(ann, path, post("Something else", "same key"))).toMatchObject({ status: 422 });
    const { items } = await ben.caller.sessions.messages({ sessionId: id });
    expect(items.map(({ content, authorId }) => [content, authorId])).toEqual([
      ["From Ann", ann.id],
      ["From Ben", ben.id],
    ]);
    expect(await duets.keptResponses()).toBe(2);
    await ann.caller.sessions.delete({ id });
    expect(await duets.keptResponses()).toBe(0);
    expect(await duetRequest(ben, path, post("From Ben", "same key"))).toMatchObject({ status: 404 });
  });

  it("of a request in a person's room goes with the session, too", async () => {
    const { ann, ben } = duets;
    const { id, bensRoom } = await duets.begin();
    const kept = await duets.keptResponses();
    await duetRequest(ben, `/${bensRoom}/messages`, post("Mine", "in my room"));
    expect(await duetRequest(ann, `/${bensRoom}/messages`, post("Mine", "in my room"))).toMatchObject({
      status: 404,
    });
    expect(await duets.keptResponses()).toBe(kept + 2);
    await ann.caller.sessions.delete({ id });
    // What is left is the refusal, which holds nothing of the session.
    expect(await duets.keptResponses()).toBe(kept + 1);
  });
});
