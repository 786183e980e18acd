import type { RouterInputs, RouterOutputs } from "@parley/api/root";

export type InboxItem = RouterOutputs["sessions"]["list"]["items"][number];
export type InboxFilter = Omit<RouterInputs["sessions"]["list"], "cursor" | "limit">;
export type SessionDetail = RouterOutputs["sessions"]["get"];
export type AnySession = AgentSession | ChatbotSession;
type ChatbotSession = RouterOutputs["chatbot"]["create"];
export type AgentSession = RouterOutputs["agent"]["get"];
export type TimeoutConfig = AgentSession["timeoutConfig"];
export type MessagePage = RouterOutputs["sessions"]["messages"];
export type Message = MessagePage["items"][number];
export type Agent = RouterOutputs["agent"]["agents"]["get"];
export type Chatbot = RouterOutputs["chatbot"]["chatbots"]["get"];
export type ChatbotSummary = RouterOutputs["chatbot"]["chatbots"]["list"]["items"][number];
export type Client = RouterOutputs["chatbot"]["clients"]["get"];
export type ApiKey = RouterOutputs["keys"]["list"]["items"][number];
export type NewKey = RouterOutputs["keys"]["create"];
