import type { RouterOutputs } from "@parley/api/root";
import type { LiveSession } from "../session/live/live-session.ts";

export type Agent = RouterOutputs["agent"]["agents"]["get"];
export type AgentSession = RouterOutputs["agent"]["get"];
export type LiveAgentSession = LiveSession<"agent">;
export type TimeoutConfig = AgentSession["timeoutConfig"];
