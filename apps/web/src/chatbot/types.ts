import type { RouterOutputs } from "@parley/api/root";
import type { LiveSession } from "../session/live/live-session.ts";

export type Chatbot = RouterOutputs["chatbot"]["chatbots"]["get"];
export type ChatbotSummary = RouterOutputs["chatbot"]["chatbots"]["list"]["items"][number];
export type Client = RouterOutputs["chatbot"]["clients"]["get"];
export type LiveChatbotSession = LiveSession<"chatbot">;
