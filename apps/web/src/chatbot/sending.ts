import { client } from "../api/client.ts";
import type { ReplyCalls } from "../session/kind.ts";
import type { Sending } from "../session/live/outbox.ts";

/** Sends the client's messages. A message with the content of the newest one is stored once, under that one's id. */
export const sending: Sending = {
  newId: () => `msg_${crypto.randomUUID().replaceAll("-", "")}`,
  deliver: async (sessionId, id, content) => {
    const { messageId, createdAt } = await client.chatbot.messages.send.mutate({ sessionId, id, content });
    return {
      id: messageId,
      sessionId,
      authorId: "",
      isAgent: false,
      content,
      attachments: [],
      metadata: {},
      status: "complete",
      replyTo: null,
      createdAt,
    };
  },
};

export const replies: ReplyCalls = {
  stop: (sessionId, messageId) => client.chatbot.replies.stop.mutate({ sessionId, messageId }),
  retry: (sessionId, messageId) => client.chatbot.replies.retry.mutate({ sessionId, messageId }),
};
