/** The port that text comes through: what is asked of an engine, and what it gives. */

export type Turn = { role: "user" | "assistant"; content: string };
/** One text of an agent's knowledge. */
export type Passage = { id: string; title: string; text: string };
export type Citation = { passageId: string; title: string; quote: string };

export type ReplyRequest = {
  /** `model`: "provider:model", or a bare model name of the configured provider; null for the installation's own. */
  agent: { name: string; systemPrompt: string; model: string | null };
  knowledge: Passage[];
  /** Oldest first. The reply answers the newest user turn. */
  history: Turn[];
  /** Stops the reply, and the request to the provider with it. */
  signal: AbortSignal;
  /** Milliseconds for the whole reply, at most 60,000 (the default). The built-in engine needs none. */
  timeoutMs?: number;
};

export type ReplyChunk = { text: string };
export type ReplyEnd = {
  /** "length": the model reached its limit, and the text ends where it stood. */
  finish: "complete" | "length";
  model: string;
  engine: "built-in" | "provider";
  /** The passages that the reply quotes or names. */
  citations: Citation[];
};

/** Makes replies. `reply` yields the text in pieces, in order, and throws only ReplyFailed. */
export interface TextEngine {
  info(): { provider: string; model: string | null; builtIn: boolean };
  reply(request: ReplyRequest): AsyncGenerator<ReplyChunk, ReplyEnd>;
}
