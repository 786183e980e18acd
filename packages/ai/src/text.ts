import { createBuiltInEngine } from "./builtin/engine.ts";
import type { TextEngine } from "./port.ts";
import { ReplyFailed } from "./reply-failed.ts";
import {
  AiConfigError,
  chosenModel,
  type ModelName,
  missingVariable,
  modelForAgent,
  type TextEngineConfig,
} from "./settings.ts";
import { isSpoken } from "./window.ts";

// Exported here as well, since callers of createTextEngine need them too.
export { AiConfigError, ReplyFailed };

/**
 * The text engine for this configuration: the provider in `AI_MODEL`, otherwise the built-in engine. The AI SDK takes
 * some 200 ms and 30 MB to load, so it is loaded with the first reply that needs it.
 * @throws AiConfigError.
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
    async summarize(request) {
      const model = usableModel(request.model, chosen, config);
      if (model === null || !request.turns.some(isSpoken)) return builtIn.summarize(request);
      return await (await provider()).summarize(request, model);
    },
  };
}

/**
 * The model for an agent; null for the built-in engine. An agent may name a provider that is not configured. Then, if the
 * installation has a model, the reply fails: another model would give the conversation to a provider that the agent's
 * owner did not choose. If nothing is configured, the built-in engine replies.
 * @throws ReplyFailed.
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
    `A model of ${model.provider} is asked for, which is not configured on this server.`,
    { detail: `${missing} is not set` },
  );
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let created: Promise<T> | undefined;
  return () => {
    created ??= make();
    return created;
  };
}
