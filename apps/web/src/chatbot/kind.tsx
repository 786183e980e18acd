import { ChartColumn, MessagesSquare, Users } from "lucide-react";
import { lazy } from "react";
import type { WebKind } from "../session/kind.ts";
import { loadCode } from "../ui/load-code.ts";
import { chatbotOverviewPath, chatbotSessionsPath, chatbotsPath, clientsPath } from "./paths.ts";
import { replies, sending } from "./sending.ts";
import { strings } from "./strings.ts";

export const chatbotKind: WebKind<"chatbot"> = {
  label: strings.session,
  icon: MessagesSquare,
  hue: "bg-chatbot-soft text-chatbot",
  navigation: [
    { section: "build", label: strings.chatbots, href: chatbotsPath, icon: MessagesSquare },
    { section: "people", label: strings.clients, href: clientsPath, icon: Users },
    { section: "overview", label: strings.overview, href: chatbotOverviewPath, icon: ChartColumn },
  ],
  start: { ...strings.start, href: chatbotsPath },
  sessions: { label: strings.sessions, href: chatbotSessionsPath },
  commands: [
    { label: strings.chatbots, href: chatbotsPath },
    { label: strings.clients, href: clientsPath },
  ],
  participants: ({ person, answeredBy }) =>
    person ? `${person.name ?? person.id} · ${answeredBy.name}` : answeredBy.name,
  timeLeft: () => Number.POSITIVE_INFINITY,
  sending,
  replies,
  SessionPage: lazy(() =>
    loadCode(() =>
      import("./session/session-page.tsx").then((module) => ({ default: module.ChatbotSessionPage })),
    ),
  ),
  NewSession: lazy(() =>
    loadCode(() =>
      import("./start/new-session.tsx").then((module) => ({ default: module.NewChatbotSession })),
    ),
  ),
};
