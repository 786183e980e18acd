import { wholeVariable } from "../env-variables.ts";
import type { Services } from "../services.ts";
import { type KindSettings, settingsOf } from "../settings.ts";

/** The settings of an installation for chatbot sessions. */
export type ChatbotSettings = {
  /** Timeout of a chatbot's reply in milliseconds, including summaries. After it, a fallback is stored as the reply. */
  replyTimeoutMs: number;
};

const DEFAULTS: ChatbotSettings = { replyTimeoutMs: 60_000 };

const variables = {
  SESSION_CHAT_TIMEOUT_SECONDS: wholeVariable(DEFAULTS.replyTimeoutMs / 1000, 1, 60),
};

export const chatbotSettings: KindSettings<ChatbotSettings, typeof variables> = {
  kind: "chatbot",
  variables,
  defaults: DEFAULTS,
  fromEnv: (env) => ({ replyTimeoutMs: env.SESSION_CHAT_TIMEOUT_SECONDS * 1000 }),
};

export const chatbotSettingsOf = ({ settings }: Services): ChatbotSettings =>
  settingsOf(chatbotSettings, settings);
