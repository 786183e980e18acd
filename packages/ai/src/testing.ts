import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { anthropic } from "./testing/anthropic.ts";
import { openai } from "./testing/openai.ts";
import { type Dialect, type Protocol, piecesOfReply, type Scripted } from "./testing/script.ts";

export type { Scripted };

export type FakeMessage = { role: string; content: unknown };
export type FakeRequest = {
  protocol: Protocol;
  /** Header names in lower case. */
  headers: Record<string, string | string[] | undefined>;
  body: {
    model: string;
    stream?: boolean;
    messages: FakeMessage[];
    system?: unknown;
    [field: string]: unknown;
  };
  /** How the exchange ended: the whole script was played, or the client disconnected before. */
  ended: Promise<"answered" | "client-left">;
};

export type FakeProvider = {
  /** The base URL for both protocols, for OPENAI_BASE_URL or ANTHROPIC_BASE_URL. */
  url: string;
  /** All requests so far, oldest first. */
  requests: FakeRequest[];
  /** Enqueues the responses to the next requests. With an empty queue, the one set by `standing` is used. */
  script(...next: Scripted[]): void;
  /** Sets the response for an empty queue. Initially: "This is a scripted reply." */
  standing(always: Scripted): void;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
};

const dialects: Record<string, { protocol: Protocol; dialect: Dialect }> = {
  "/v1/chat/completions": { protocol: "openai", dialect: openai },
  "/v1/messages": { protocol: "anthropic", dialect: anthropic },
};

/**
 * A fake model provider on a free port of the loopback interface, for tests. It implements OpenAI's chat completions and
 * Anthropic's messages, streamed and whole, and responds as scripted.
 */
export async function startFakeProvider(): Promise<FakeProvider> {
  const requests: FakeRequest[] = [];
  const queue: Scripted[] = [];
  let always: Scripted = { kind: "reply", text: "This is a scripted reply." };

  const server = createServer(async (incoming, response) => {
    const route = dialects[new URL(incoming.url ?? "/", "http://localhost").pathname];
    const body = await jsonOf(incoming);
    if (route === undefined || incoming.method !== "POST" || body === null) {
      return sendJson(response, 404, { error: { message: "Not found", type: "not_found", code: null } });
    }
    const { protocol, dialect } = route;
    const disconnect = new AbortController();
    response.once("close", () => disconnect.abort());
    const ended = Promise.withResolvers<"answered" | "client-left">();
    requests.push({ protocol, headers: incoming.headers, body, ended: ended.promise });
    const play = body.stream === true ? playStream : playWhole;
    await play(queue.shift() ?? always, dialect, body.model, response, disconnect.signal)
      .then(() => ended.resolve("answered"))
      .catch(() => ended.resolve("client-left"));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const close = async () => {
    if (!server.listening) return;
    server.close();
    server.closeAllConnections();
    await once(server, "close");
  };
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    script: (...next) => void queue.push(...next),
    standing: (next) => {
      always = next;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

type Play = (
  scripted: Scripted,
  dialect: Dialect,
  model: string,
  response: ServerResponse,
  disconnected: AbortSignal,
) => Promise<void>;

/** Rejects when the client disconnects before the end. */
const playStream: Play = async (scripted, dialect, model, response, disconnected) => {
  if (scripted.kind === "status") return playStatus(scripted, dialect, response);
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.write(dialect.start(model));
  const finish = scripted.kind === "reply" ? (scripted.finish ?? "stop") : "stop";
  const pieces = scripted.kind === "reply" ? piecesOfReply(scripted.text) : (scripted.after ?? []);
  const delayMs = scripted.kind === "reply" ? (scripted.delayMs ?? 0) : 0;
  for (const text of pieces) {
    await pause(delayMs, undefined, { signal: disconnected });
    response.write(dialect.piece(text, finish));
  }
  switch (scripted.kind) {
    case "reply":
      return void response.end(dialect.end(finish));
    case "error":
      return void response.end(dialect.error(scripted.type, scripted.message ?? "Scripted error"));
    case "malformed":
      return void response.end("data: {not json\n\n");
    case "truncate":
      return void response.end();
    case "drop":
      return dropped(response);
    case "hang":
      return forever(disconnected);
  }
};

/** The same for a request without streaming, whose response has a single part. */
const playWhole: Play = async (scripted, dialect, model, response, disconnected) => {
  switch (scripted.kind) {
    case "status":
      return playStatus(scripted, dialect, response);
    case "reply": {
      const pieces = piecesOfReply(scripted.text);
      await pause((scripted.delayMs ?? 0) * pieces.length, undefined, { signal: disconnected });
      return sendJson(response, 200, dialect.whole(model, pieces.join(""), scripted.finish ?? "stop"));
    }
    case "error":
      return playStatus({ ...scripted, kind: "status", status: 500 }, dialect, response);
    case "malformed":
    case "truncate":
      return void response.writeHead(200, { "content-type": "application/json" }).end("{not json");
    case "drop":
      return dropped(response);
    case "hang":
      return forever(disconnected);
  }
};

function playStatus(
  scripted: Scripted & { kind: "status" },
  dialect: Dialect,
  response: ServerResponse,
): void {
  if (scripted.retryAfter !== undefined) response.setHeader("retry-after", String(scripted.retryAfter));
  sendJson(response, scripted.status, dialect.failure(scripted));
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

/** Closes the connection after a delay, so that the client receives the pieces written before. */
async function dropped(response: ServerResponse): Promise<void> {
  await pause(30);
  response.socket?.destroy();
}

async function forever(disconnected: AbortSignal): Promise<void> {
  if (!disconnected.aborted) await once(disconnected, "abort");
  throw disconnected.reason;
}

async function jsonOf(incoming: IncomingMessage): Promise<FakeRequest["body"] | null> {
  try {
    let text = "";
    for await (const part of incoming.setEncoding("utf8")) text += part;
    return JSON.parse(text);
  } catch {
    return null; // invalid JSON, or the client disconnected while sending
  }
}
