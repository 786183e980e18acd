import { expect } from "vitest";
import type { Answer } from "./target.ts";
import type { Credential, World } from "./world.ts";

/** A call of a procedure. `input` is JSON, or what stands in its place. */
export type Call = {
  world: World;
  name: string;
  type: "query" | "mutation" | "subscription";
  input: string | undefined;
  credential: Credential;
};

type ErrorShape = {
  message: string;
  data: { code: string; httpStatus: number; reason: string; details: object; requestId: string };
};

const JSON_TYPE = { "content-type": "application/json" };
const urlOf = ({ world, name }: Call) => new URL(`${world.server.url}/api/trpc/${name}`);

/** Calls a procedure whose result is one piece of JSON. */
export async function call(request: Call): Promise<Answer> {
  const { type, input, credential } = request;
  const url = urlOf(request);
  if (type === "query" && input !== undefined) url.searchParams.set("input", input);
  const response = await fetch(
    url,
    type === "mutation"
      ? { method: "POST", headers: { ...JSON_TYPE, ...credential }, body: input ?? "" }
      : { headers: credential },
  );
  const text = await response.text();
  const { error, ...result } = JSON.parse(text) as { error?: ErrorShape };
  if (error) return refused(response, error, text, response.status);
  expect(Object.keys(result)).toEqual(["result"]);
  return succeeded(response, text);
}

/** Calls a mutation whose result is sent as lines of JSON. @returns all of them. */
export async function callForLines(request: Call): Promise<Answer> {
  const url = urlOf(request);
  url.searchParams.set("batch", "1");
  const response = await fetch(url, {
    method: "POST",
    headers: { ...JSON_TYPE, "trpc-accept": "application/jsonl", ...request.credential },
    body: `{"0":${request.input}}`,
  });
  const text = await response.text();
  expect(text).not.toContain('"error"');
  return succeeded(response, text);
}

/** Notifications to a watcher that waits for one. */
const NOTIFY_EVERY_MS = 20;

/** Subscribes, and leaves after the first event that is not about the connection. */
export async function subscribe(request: Call): Promise<Answer> {
  const { world, input, credential } = request;
  const url = urlOf(request);
  if (input !== undefined) url.searchParams.set("input", input);
  const abort = new AbortController();
  const response = await fetch(url, { headers: credential, signal: abort.signal });
  const { bus } = world.server.services;
  const notify = () => {
    for (const { id } of [world.owner, world.stranger]) bus.publish({ ownerId: id, sessionId: "other" });
  };
  const timer = setInterval(notify, NOTIFY_EVERY_MS);
  try {
    const { event, data } = await firstEvent(response);
    if (event !== "serialized-error") return succeeded(response, data);
    const error = JSON.parse(data) as ErrorShape;
    return refused(response, error, data, error.data.httpStatus);
  } finally {
    clearInterval(timer);
    abort.abort();
  }
}

async function firstEvent({ body }: Response): Promise<{ event: string; data: string }> {
  let text = "";
  for await (const chunk of body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk;
    for (const block of text.split("\n\n").slice(0, -1)) {
      const event = /^event: (.+)$/m.exec(block)?.[1] ?? "message";
      const data = /^data: (.+)$/m.exec(block)?.[1];
      if (data !== undefined && event !== "connected") return { event, data };
    }
  }
  throw new Error(`the stream ended without an event: ${text}`);
}

const requestIdOf = ({ headers }: Response) => headers.get("x-request-id");

function succeeded(response: Response, text: string): Answer {
  expect(requestIdOf(response)).toMatch(/\S/);
  return { status: response.status, body: undefined, text };
}

/** The parts of an error that a caller acts on. */
function refused(response: Response, { message, data }: ErrorShape, text: string, status: number): Answer {
  const { code, httpStatus, reason, details, requestId, ...more } = data;
  expect(more).toEqual({});
  expect(httpStatus).toBe(status);
  expect(requestId).toMatch(/\S/);
  expect(requestId).toBe(requestIdOf(response));
  return { status, body: { message, code, reason, details }, text };
}
