import { strings } from "./strings.ts";

/** What a session is called: its title, else what was said last, else the agent's name. */
export function titleOf(item: { title: string | null; preview?: string | null; agentName: string }): string {
  return item.title ?? item.preview ?? strings.untitled(item.agentName);
}
