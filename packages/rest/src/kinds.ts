import { agentApi } from "./agent/api.ts";
import type { Api } from "./api.ts";
import { chatbotApi } from "./chatbot/api.ts";

/** The documented APIs of all kinds. No other file outside a kind's folder imports from one. */
export const APIS: readonly [Api, ...Api[]] = [agentApi, chatbotApi];
