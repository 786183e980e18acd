/** What the fake provider does with one request. `after` are pieces of text that are still sent before it goes wrong. */
export type Scripted =
  /** A whole answer. `finish` is the provider-neutral reason: "declined" is a filter's, "refusal" a written one. */
  | {
      kind: "reply";
      text: string | string[];
      delayMs?: number;
      finish?: "stop" | "length" | "declined" | "refusal";
    }
  /** An error before any answer, in the protocol's own format. */
  | {
      kind: "status";
      status: number;
      retryAfter?: string | number;
      type?: string;
      code?: string;
      message?: string;
    }
  /** An error event in the middle of the stream. */
  | { kind: "error"; after?: string[]; type: string; message?: string }
  /** The connection is cut. */
  | { kind: "drop"; after?: string[] }
  /** The answer ends cleanly, but the model never said that it had finished. */
  | { kind: "truncate"; after?: string[] }
  /** Nothing more is sent, and the connection stays open. */
  | { kind: "hang"; after?: string[] }
  /** Something that is not JSON. */
  | { kind: "malformed"; after?: string[] };

export type Protocol = "openai" | "anthropic";

/** How a protocol writes its parts. `start`, `piece`, `end` and `error` are whole server-sent events. */
export type Dialect = {
  start(model: string): string;
  piece(text: string, finish: Finish): string;
  end(finish: Finish): string;
  error(type: string, message: string): string;
  whole(model: string, text: string, finish: Finish): unknown;
  failure(scripted: Scripted & { kind: "status" }): unknown;
};

export type Finish = NonNullable<(Scripted & { kind: "reply" })["finish"]>;

/** The pieces of an answer: a given list as it is, a text word by word. */
export function piecesOfReply(text: string | string[]): string[] {
  return typeof text === "string" ? (text.match(/\s*\S+\s*$|\s*\S+/g) ?? []) : text;
}
