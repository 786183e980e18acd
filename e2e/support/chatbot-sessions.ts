import type { Person } from "./person.ts";

const KNOWLEDGE = "You can return goods within 30 days of delivery.";

/** Creates a chatbot and two clients of a person, and returns functions for their sessions. */
export async function withChatbotAndClients({ api }: Person) {
  const { chatbot } = api;
  const bot = await chatbot.chatbots.create.mutate({
    name: "Shop help",
    knowledgeBase: [{ title: "Returns", content: KNOWLEDGE }],
  });
  const ada = await chatbot.clients.create.mutate({ name: "Ada Lovelace" });
  const bert = await chatbot.clients.create.mutate({ name: "Bert Klein" });
  return {
    bot,
    ada,
    bert,
    begin: async (title: string, clientId = ada.id) =>
      (await chatbot.create.mutate({ chatbotId: bot.id, clientId, title })).id,
    say: async (sessionId: string, content: string, role: "user" | "assistant" = "user") => {
      await chatbot.messages.add.mutate({ sessionId, message: { role, content } });
    },
    rate: async (id: string, rating: number) => {
      await chatbot.update.mutate({ id, status: "COMPLETED", feedback: { rating } });
    },
  };
}
