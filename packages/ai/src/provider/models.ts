import { createAnthropic } from "@ai-sdk/anthropic";
import { createOpenAI } from "@ai-sdk/openai";
import type { LanguageModelV4 } from "@ai-sdk/provider";
import { type ModelName, missingVariable, type ProviderName, type TextEngineConfig } from "../settings.ts";

/**
 * Returns the client for a model; the client of a provider is created once. Addresses and keys are always passed,
 * because the SDK would otherwise read them from the environment instead of our configuration.
 */
export function createModels(config: TextEngineConfig): (name: ModelName) => LanguageModelV4 {
  const clients = new Map<ProviderName, (model: string) => LanguageModelV4>();
  return ({ provider, model }) => {
    const missing = missingVariable(provider, config);
    if (missing !== null) throw new Error(`${missing} is not set`);
    const client = clients.get(provider) ?? clientFor(provider, config);
    clients.set(provider, client);
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
  // Chat completions for both: the only protocol that OpenAI and all compatible servers support.
  return createOpenAI({
    name: provider,
    // The client requires a key, which most local servers do not need.
    apiKey: config.openaiApiKey || "none",
    baseURL: config.openaiBaseUrl || "https://api.openai.com/v1",
  }).chat;
}
