import { createBuiltInEngine } from "./builtin/engine.ts";
import { ReplyFailed } from "./reply-failed.ts";
import {
  AiConfigError,
  chosenModel,
  type ModelName,
  missingVariable,
  modelForAgent,
  type TextEngineConfig,
} from "./settings.ts";

// Whoever uses the port needs its errors too, so they can be had at the same door.
export { AiConfigError, ReplyFailed };

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

/**
 * The text engine for this configuration: the provider that `AI_MODEL` names, the built-in one otherwise.
 * Throws AiConfigError. The AI SDK costs some 200 ms and 30 MB to load, so it is loaded with the first reply that needs it.
 */
export function createTextEngine(config: TextEngineConfig): TextEngine {
  const chosen = chosenModel(config);
  const builtIn = createBuiltInEngine({ pauseMs: config.builtInPauseMs ?? 8 });
  const provider = once(async () => (await import("./provider/engine.ts")).createProviderEngine(config));
  return {
    info: () => (chosen === null ? builtIn.info() : { ...chosen, builtIn: false }),
    async *reply(request) {
      const model = usableModel(request.agent.model, chosen, config);
      if (model === null) return yield* builtIn.reply(request);
      return yield* (await provider()).reply(request, model);
    },
  };
}

/**
 * An agent may name a provider that this installation has no key for. Where the installation chose a model, to answer
 * with another than the agent's would hand the conversation to somebody its owner did not choose: that fails. Where
 * nothing is configured, the built-in engine answers, and says what it is.
 */
function usableModel(
  agentModel: string | null,
  chosen: ModelName | null,
  config: TextEngineConfig,
): ModelName | null {
  const model = modelForAgent(agentModel, chosen);
  const missing = model === null ? null : missingVariable(model.provider, config);
  if (model === null || missing === null) return model;
  if (chosen === null) return null;
  throw new ReplyFailed(
    "provider",
    `This agent asks for a model of ${model.provider}, which is not configured on this server.`,
    { detail: `${missing} is not set` },
  );
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
