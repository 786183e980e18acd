import type { RouterInputs } from "@parley/client";
import type { Person } from "./person.ts";

/** Creates a chatbot "Front desk" with a small knowledge base, and a client "Grace". */
export async function withChatbot({ api }: Person) {
  const chatbot = await api.chatbot.chatbots.create.mutate({
    name: "Front desk",
    role: "the front desk of a small hotel",
    description: "Answers the guests of a small hotel.",
    promptTemplate: "Answer {{client.name}} briefly and kindly.",
    knowledgeBase: [
      { title: "Breakfast", content: "Breakfast is served from 7 to 10 in the garden room." },
      { title: "Bicycles", content: "Bicycles can be borrowed at the desk for free." },
    ],
  });
  const client = await api.chatbot.clients.create.mutate({
    name: "Grace",
    email: `grace.${crypto.randomUUID()}@example.com`,
    metadata: { room: "12" },
  });
  return {
    chatbotId: chatbot.id,
    clientId: client.id,
    /** Creates a session of the two. @returns its id. */
    begin: async (settings?: Partial<RouterInputs["chatbot"]["create"]>): Promise<string> =>
      (await api.chatbot.create.mutate({ chatbotId: chatbot.id, clientId: client.id, ...settings })).id,
  };
}
