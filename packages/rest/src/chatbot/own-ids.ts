import type { Caller } from "@parley/api/root";
import * as example from "./examples.ts";

/** The caller's latest session, chatbot and client, for the examples. */
export async function ownIds({ chatbot }: Caller): Promise<Record<string, string | undefined>> {
  const [sessions, chatbots, clients] = await Promise.all([
    chatbot.list({ limit: 1 }),
    chatbot.chatbots.list({ limit: 1 }),
    chatbot.clients.list({ limit: 1 }),
  ]);
  return {
    [example.sessionId]: sessions.items[0]?.id,
    [example.chatbotId]: chatbots.items[0]?.id,
    [example.clientId]: clients.items[0]?.id,
  };
}
