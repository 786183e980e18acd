import { createAnthropic } from "@ai-sdk/anthropic";
import { createOpenAI } from "@ai-sdk/openai";
import type { LanguageModelV4 } from "@ai-sdk/provider";
import { type ModelName, missingVariable, type ProviderName, type TextEngineConfig } from "../settings.ts";

/**
 * Finds the client for a model, making each provider's once. Every address and key is given here, because the SDK would
 * otherwise read them from the environment behind the back of the configuration.
 */
export function createModels(config: TextEngineConfig): (name: ModelName) => LanguageModelV4 {
  const made = new Map<ProviderName, (model: string) => LanguageModelV4>();
  return ({ provider, model }) => {
    const missing = missingVariable(provider, config);
    if (missing !== null) throw new Error(`${missing} is not set`);
    const client = made.get(provider) ?? clientFor(provider, config);
    made.set(provider, client);
    return client(model);
  };
}

function clientFor(provider: ProviderName, config: TextEngineConfig): (model: string) => LanguageModelV4 {
  if (provider === "anthropic") {
    return createAnthropic({
      apiKey: config.anthropicApiKey ?? "",
      baseURL: config.anthropicBaseUrl || "https://api.anthropic.com/v1",
    });
  }
  // Chat completions for both: it is the one protocol that OpenAI and every compatible server speak.
  return createOpenAI({
    name: provider,
    // A local server mostly wants no key, and the client insists on one.
    apiKey: config.openaiApiKey || "none",
    baseURL: config.openaiBaseUrl || "https://api.openai.com/v1",
  }).chat;
}
