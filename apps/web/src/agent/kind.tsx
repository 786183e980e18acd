import { Bot } from "lucide-react";
import { lazy } from "react";
import type { WebKind } from "../session/kind.ts";
import { newSessionPath, sessionsPath } from "../shell/paths.ts";
import { loadCode } from "../ui/load-code.ts";
import { AgentFilter } from "./agent-filter.tsx";
import { agentsPath, newAgentPath } from "./paths.ts";
import { replies, sending } from "./sending.ts";
import { strings } from "./strings.ts";

export const agentKind: WebKind<"agent"> = {
  label: strings.session,
  icon: Bot,
  hue: "bg-agent-soft text-agent",
  navigation: [{ section: "build", label: strings.agents, href: agentsPath, icon: Bot }],
  start: { ...strings.start, href: newSessionPath },
  sessions: { label: strings.sessions, href: `${sessionsPath}?kind=agent` },
  commands: [
    { label: strings.agents, href: agentsPath },
    { label: strings.createAgent, href: newAgentPath },
  ],
  filters: {
    read: (get) => {
      const agentId = get("agent");
      return agentId ? { responderId: agentId } : {};
    },
    Controls: AgentFilter,
  },
  participants: ({ answeredBy, person, takesPart }) =>
    takesPart || !person ? answeredBy.name : `${person.id} · ${answeredBy.name}`,
  timeLeft: ({ timeRemaining }) => timeRemaining,
  sending,
  replies,
  SessionPage: lazy(() =>
    loadCode(() =>
      import("./session/session-page.tsx").then((module) => ({ default: module.AgentSessionPage })),
    ),
  ),
  NewSession: lazy(() =>
    loadCode(() => import("./start/new-session.tsx").then((module) => ({ default: module.NewAgentSession }))),
  ),
};
