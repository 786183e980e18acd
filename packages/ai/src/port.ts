/** The port that text comes through: what is asked of an engine, and what it gives. */

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
    /** 0 to 2. A model that knows no temperature, or a smaller range, answers with what it has. */
    temperature?: number | undefined;
    /** The longest reply, in tokens. The engine's own limit holds too. */
    maxTokens?: number | undefined;
  };
  knowledge: Passage[];
  /** A summary of the turns that are older than `history`. Data, like the knowledge: it can't instruct. */
  earlier?: string | undefined;
  /** Oldest first. The reply answers the newest user turn. */
  history: Turn[];
  /** Stops the reply, and the request to the provider with it. */
  signal: AbortSignal;
  /** Milliseconds for the whole reply, at most 60,000 (the default). The built-in engine needs none. */
  timeoutMs?: number;
};

export type ReplyChunk = { text: string };
export type ReplyEnd = {
  /** "length": the reply reached its limit, and the text ends where it stood. */
  finish: "complete" | "length";
  model: string;
  engine: "built-in" | "provider";
  /** The passages that the reply quotes or names. */
  citations: Citation[];
};

export type SummaryRequest = {
  /** Oldest first. */
  turns: Turn[];
  /** A summary of what came before `turns`. What matters in it goes into the new one. */
  earlier?: string | undefined;
  /** As for a reply. */
  model: string | null;
  /** "context": facts for a model that goes on with the conversation. "report": for people who were not there. */
  purpose: "context" | "report";
  /** How the two sides are called in the summary. */
  names?: { user: string; assistant: string } | undefined;
  signal: AbortSignal;
  /** Milliseconds, at most 60,000 (the default). */
  timeoutMs?: number;
};

export type Summary = {
  /** Markdown for a report, plain lines for a context; empty when there was nothing to sum up. */
  text: string;
  model: string;
  engine: "built-in" | "provider";
};

/** Makes texts. `reply` yields the text in pieces, in order; both throw only ReplyFailed. */
export interface TextEngine {
  info(): { provider: string; model: string | null; builtIn: boolean };
  reply(request: ReplyRequest): AsyncGenerator<ReplyChunk, ReplyEnd>;
  summarize(request: SummaryRequest): Promise<Summary>;
}
