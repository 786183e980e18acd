import type { SessionKind } from "../session/kind.ts";
import { startScheduledSessions } from "./jobs.ts";
import { CHATBOT_REASONS } from "./reasons.ts";
import { composeChatbotReply } from "./reply.ts";
import type { ChatbotSession } from "./schema.ts";
import { chatbotServices } from "./services.ts";
import { toChatbotSession } from "./session-row.ts";
import { chatbotSettings } from "./settings.ts";

/** The interval of the job that starts scheduled sessions: they start at most this much late. */
const START_INTERVAL_MS = 1_000;

/** Chatbot sessions: one of a person's chatbots talking with one of their clients. */
export const chatbotKind = {
  name: "chatbot",
  async read(services, { id, ownerId }) {
    const row = await chatbotServices(services).sessions.find(id, ownerId);
    return row && toChatbotSession(row);
  },
  events: {},
  compose: composeChatbotReply,
  jobs: [{ name: "scheduled chatbot sessions", every: START_INTERVAL_MS, run: startScheduledSessions }],
  reasons: CHATBOT_REASONS,
  settings: chatbotSettings,
} satisfies SessionKind<"chatbot", ChatbotSession>;
