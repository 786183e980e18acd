import type { SessionKind } from "../session/kind.ts";
import { startScheduledSessions } from "./jobs.ts";
import { CHATBOT_REASONS } from "./reasons.ts";
import { composeChatbotReply } from "./reply.ts";
import type { ChatbotSession } from "./schema.ts";
import { chatbotServices } from "./services.ts";
import { toChatbotSession } from "./session-row.ts";
import { chatbotSettings } from "./settings.ts";

/** How late a scheduled session may start, in milliseconds. */
const SCHEDULE_EVERY = 1_000;

/** Chatbot sessions: one of a person's chatbots talking with one of their clients. */
export const chatbotKind = {
  name: "chatbot",
  async read(services, { id, ownerId }) {
    const row = await chatbotServices(services).sessions.find(id, ownerId);
    return row && toChatbotSession(row);
  },
  events: {},
  compose: composeChatbotReply,
  jobs: [{ name: "scheduled chatbot sessions", every: SCHEDULE_EVERY, run: startScheduledSessions }],
  reasons: CHATBOT_REASONS,
  settings: chatbotSettings,
} satisfies SessionKind<"chatbot", ChatbotSession>;
