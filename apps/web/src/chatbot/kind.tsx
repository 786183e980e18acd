import { MessagesSquare } from "lucide-react";
import { lazy } from "react";
import type { WebKind } from "../session/kind.ts";
import { loadCode } from "../ui/load-code.ts";
import { chatbotsPath, clientsPath } from "./paths.ts";
import { replies, sending } from "./sending.ts";
import { strings } from "./strings.ts";

export const chatbotKind: WebKind<"chatbot"> = {
  label: strings.session,
  icon: MessagesSquare,
  hue: "bg-chatbot-soft text-chatbot",
  navigation: [{ label: strings.chatbots, href: chatbotsPath, icon: MessagesSquare, also: [clientsPath] }],
  commands: [
    { label: strings.chatbots, href: chatbotsPath },
    { label: strings.clients, href: clientsPath },
  ],
  participants: ({ person, answeredBy }) =>
    person ? `${person.name} · ${answeredBy.name}` : answeredBy.name,
  timeLeft: () => Number.POSITIVE_INFINITY,
  sending,
  replies,
  SessionPage: lazy(() =>
    loadCode(() =>
      import("./session/session-page.tsx").then((module) => ({ default: module.ChatbotSessionPage })),
    ),
  ),
};
