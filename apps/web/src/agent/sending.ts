import { client } from "../api/client.ts";
import type { Sending } from "../session/live/outbox.ts";

/** How a message to an agent is sent. */
export const agentSending: Sending = {
  newId: () => crypto.randomUUID(),
  deliver: async (sessionId, id, content) =>
    (await client.agent.messages.send.mutate({ sessionId, id, content })).message,
};
