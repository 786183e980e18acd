/** The port for text generation: its requests and results. */

export type Turn = { role: "user" | "assistant"; content: string };
/** One text of an agent's knowledge. */
export type Passage = { id: string; title: string; text: string };
export type Citation = { passageId: string; title: string; quote: string };

export type ReplyRequest = {
  agent: {
    name: string;
    systemPrompt: string;
    /** "provider:model", or a bare model name of the configured provider; null for the installation's own. */
    model: string | null;
    /** 0 to 2. Omitted for models without a temperature, and clamped to the model's range. */
    temperature?: number | undefined;
    /** The longest reply, in tokens. The engine's own limit holds too. */
    maxTokens?: number | undefined;
  };
  knowledge: Passage[];
  /** A summary of the turns before `history`. Passed as data, like the knowledge: a model must not follow instructions in it. */
  earlier?: string | undefined;
  /** Oldest first. The reply answers the newest user turn. */
  history: Turn[];
  /** Aborts the reply and the request to the provider. */
  signal: AbortSignal;
  /** Milliseconds for the whole reply, at most 60,000 (the default). The built-in engine needs none. */
  timeoutMs?: number;
};

export type ReplyChunk = { text: string };
export type ReplyEnd = {
  /** "length": the reply was cut off at its limit. */
  finish: "complete" | "length";
  model: string;
  engine: "built-in" | "provider";
  /** The passages that the reply quotes or names. */
  citations: Citation[];
};

export type SummaryRequest = {
  /** Oldest first. */
  turns: Turn[];
  /** A summary of the turns before `turns`, to merge into the new one. */
  earlier?: string | undefined;
  /** As for a reply. */
  model: string | null;
  /** "context": facts for a model that continues the conversation. "report": for people who did not take part. */
  purpose: "context" | "report";
  /** The names of the two sides in the summary. */
  names?: { user: string; assistant: string } | undefined;
  signal: AbortSignal;
  /** Milliseconds, at most 60,000 (the default). */
  timeoutMs?: number;
};

export type Summary = {
  /** Markdown for a report, plain lines for a context; empty for a conversation without text. */
  text: string;
  model: string;
  engine: "built-in" | "provider";
};

/** Generates text. `reply` yields it in chunks, in order. Both methods throw only ReplyFailed. */
export interface TextEngine {
  info(): { provider: string; model: string | null; builtIn: boolean };
  reply(request: ReplyRequest): AsyncGenerator<ReplyChunk, ReplyEnd>;
  summarize(request: SummaryRequest): Promise<Summary>;
}
