/** The configuration of `createTextEngine`: values of the environment variables with the same names. */
export type TextEngineConfig = {
  /** `AI_MODEL`: "provider:model"; undefined or empty for the built-in engine. */
  model?: string | undefined;
  openaiApiKey?: string | undefined;
  openaiBaseUrl?: string | undefined;
  anthropicApiKey?: string | undefined;
  anthropicBaseUrl?: string | undefined;
  /** Milliseconds between two words of the built-in engine. Default 8; 0 in tests. */
  builtInPauseMs?: number | undefined;
};

export const providerNames = ["openai", "anthropic", "openai-compatible"] as const;
export type ProviderName = (typeof providerNames)[number];
export type ModelName = { provider: ProviderName; model: string };

/** An invalid configuration. The message is one sentence that names the variable to change. */
export class AiConfigError extends Error {
  override readonly name = "AiConfigError";
}

/**
 * Reads "provider:model". Only a known provider counts as one, because model names hold colons too ("llama3.2:3b").
 * Returns null when the text names no provider, or no model after it.
 */
export function parseModelName(text: string): ModelName | null {
  const colon = text.indexOf(":");
  const provider = providerNames.find((name) => name === text.slice(0, colon).trim());
  const model = text.slice(colon + 1).trim();
  return provider === undefined || model === "" ? null : { provider, model };
}

/** The variable that a provider requires and that is not set; null when it is configured. */
export function missingVariable(provider: ProviderName, config: TextEngineConfig): string | null {
  if (provider === "anthropic") return config.anthropicApiKey ? null : "ANTHROPIC_API_KEY";
  if (provider === "openai") return config.openaiApiKey ? null : "OPENAI_API_KEY";
  return config.openaiBaseUrl ? null : "OPENAI_BASE_URL";
}

/**
 * The configured model, or null for the built-in engine.
 * @throws AiConfigError for an invalid `AI_MODEL`, a missing key or an invalid address.
 */
export function chosenModel(config: TextEngineConfig): ModelName | null {
  requireHttpUrl("OPENAI_BASE_URL", config.openaiBaseUrl);
  requireHttpUrl("ANTHROPIC_BASE_URL", config.anthropicBaseUrl);
  const text = config.model?.trim();
  if (!text) return null;
  const name = parseModelName(text);
  if (name === null) {
    throw new AiConfigError(
      `AI_MODEL must be "provider:model" with the provider ${providerNames.join(", ")} (for example "openai:gpt-5-mini"), not "${text.slice(0, 80)}".`,
    );
  }
  const missing = missingVariable(name.provider, config);
  if (missing !== null) {
    throw new AiConfigError(
      `AI_MODEL chooses the provider ${name.provider}, which needs ${missing} to be set.`,
    );
  }
  return name;
}

/**
 * The model for one agent: its own if it names one, otherwise the installation's. A name without a provider belongs to
 * the installation's provider. Null: the built-in engine, because no model is configured.
 */
export function modelForAgent(agentModel: string | null, chosen: ModelName | null): ModelName | null {
  const text = agentModel?.trim();
  if (!text) return chosen;
  const own = parseModelName(text);
  if (own !== null) return own;
  return chosen === null ? null : { provider: chosen.provider, model: text };
}

function requireHttpUrl(variable: string, value: string | undefined): void {
  if (!value) return;
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new AiConfigError(
      `${variable} must be an http or https address such as "http://127.0.0.1:11434/v1".`,
    );
  }
}
