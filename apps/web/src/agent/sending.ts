import { client } from "../api/client.ts";
import type { ReplyCalls } from "../session/kind.ts";
import type { Sending } from "../session/live/outbox.ts";

export const sending: Sending = {
  newId: () => crypto.randomUUID(),
  deliver: async (sessionId, id, content) =>
    (await client.agent.messages.send.mutate({ sessionId, id, content })).message,
};

export const replies: ReplyCalls = {
  stop: (sessionId, messageId) => client.agent.replies.stop.mutate({ sessionId, messageId }),
  retry: (sessionId, messageId) => client.agent.replies.retry.mutate({ sessionId, messageId }),
};
