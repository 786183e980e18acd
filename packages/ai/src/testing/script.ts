/** The response of the fake provider to one request. `after`: pieces of text that are sent before the fault. */
export type Scripted =
  /** A complete answer. `finish` is independent of the protocol: "declined" by a content filter, "refusal" in words. */
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
  /** The connection is closed without an end. */
  | { kind: "drop"; after?: string[] }
  /** The response ends cleanly, but without a finish reason. */
  | { kind: "truncate"; after?: string[] }
  /** The connection stays open without further data. */
  | { kind: "hang"; after?: string[] }
  /** Invalid JSON. */
  | { kind: "malformed"; after?: string[] };

export type Protocol = "openai" | "anthropic";

/** The wire format of a protocol. `start`, `piece`, `end` and `error` return complete server-sent events. */
export type Dialect = {
  start(model: string): string;
  piece(text: string, finish: Finish): string;
  end(finish: Finish): string;
  error(type: string, message: string): string;
  whole(model: string, text: string, finish: Finish): unknown;
  failure(scripted: Scripted & { kind: "status" }): unknown;
};

export type Finish = NonNullable<(Scripted & { kind: "reply" })["finish"]>;

/** The pieces of an answer: a list unchanged, a text word by word. */
export function piecesOfReply(text: string | string[]): string[] {
  return typeof text === "string" ? (text.match(/\s*\S+\s*$|\s*\S+/g) ?? []) : text;
}
