import { agentKind } from "./agent/kind.tsx";
import type { SessionKind } from "./api/types.ts";
import { chatbotKind } from "./chatbot/kind.tsx";
import type { WebKind } from "./session/kind.ts";

/* The only list of kinds in the web app. Everything outside a kind's folder reads a kind from here. */
const byName: { [K in SessionKind]: WebKind<K> } = {
  agent: agentKind,
  chatbot: chatbotKind,
};

/** All kinds, in the order of the navigation. */
export const kinds = Object.values(byName);
export const kindNames = Object.keys(byName) as SessionKind[];

export function kindOf<K extends SessionKind>(name: K): WebKind<K> {
  return byName[name];
}
