import { client } from "../api/client.ts";
import type { Sending } from "../session/live/outbox.ts";

/** How the client's words are sent to a chatbot. The same words as the newest message are stored once, under its id. */
export const chatbotSending: Sending = {
  newId: () => `msg_${crypto.randomUUID().replaceAll("-", "")}`,
  deliver: async (sessionId, id, content) => {
    const { messageId, createdAt } = await client.chatbot.messages.send.mutate({ sessionId, id, content });
    return {
      ...{ id: messageId, sessionId, content, createdAt, authorId: "", isAgent: false },
      ...{ attachments: [], metadata: {}, status: "complete", replyTo: null },
    };
  },
};
