import { didIt, foundIt, foundPage } from "./envelope.ts";

/** The examples of the API document. A test checks that each satisfies its schema. */
export const sessionId = "692024f0a1b2c3d4e5f60718";
export const chatbotId = "69201c10b0c1d2e3f4a5b6c7";
export const clientId = "69201c4c0918273645546372";
const idsOf = (id: string) => ({ id, _id: id });
const times = { createdAt: "2026-11-21T08:00:00.000Z", updatedAt: "2026-11-21T08:30:00.000Z" };

export const createRequest = { chatbotId, clientId, title: "Where is my order?" };

const fresh = {
  ...idsOf(sessionId),
  ...createRequest,
  startTime: "2026-11-21T09:00:00.000Z",
  status: "ACTIVE" as const,
  messages: [],
  createdAt: "2026-11-21T09:00:00.000Z",
  updatedAt: "2026-11-21T09:00:00.000Z",
};
export const created = didIt("Session created successfully", fresh);

export const messageRequest = { message: { role: "user" as const, content: "Where is my order?" } };
export const chatRequest = { content: messageRequest.message.content };

const question = { ...messageRequest.message, timestamp: "2026-11-21T09:01:12.345Z" };
const reply = {
  role: "assistant" as const,
  content: "It left the warehouse this morning.",
  timestamp: "2026-11-21T09:01:14.210Z",
};
export const processed = didIt("Message processed successfully", reply);

export const updateRequest = { feedback: { rating: 5, comment: "Quick." }, metadata: { order: "4711" } };
const talked = {
  ...fresh,
  ...updateRequest,
  messages: [question, reply],
  updatedAt: "2026-11-21T09:05:00.000Z",
};
export const updated = didIt("Session updated successfully", talked);
export const added = didIt("Message added successfully", { ...talked, messages: [question] });
export const ended = didIt("Session ended successfully", {
  ...talked,
  status: "COMPLETED" as const,
  endTime: talked.updatedAt,
});

export const chatbotRequest = {
  name: "Shop help",
  role: "helper of a bicycle shop",
  promptTemplate: "Greet {{client.name}} by name. Be brief.",
  temperature: 0.3,
  metadata: { greeting: "Hello, how can I help?" },
  knowledgeBase: [{ title: "Delivery", content: "We deliver within three days." }],
};
export const chatbotUpdateRequest = { temperature: 0.3, model: null };
const { knowledgeBase: documents, ...form } = chatbotRequest;
const chatbotSummary = { ...idsOf(chatbotId), ...form, description: "", ...times };
const chatbot = {
  ...chatbotSummary,
  knowledgeBase: documents.map((document) => ({ id: "doc_0198f2c44d1c5f60718", ...document })),
};
export const createdChatbot = didIt("Chatbot created successfully", chatbot);
export const updatedChatbot = didIt("Chatbot updated successfully", chatbot);
export const foundChatbot = foundIt(chatbot);
export const deletedChatbot = didIt("Chatbot deleted successfully", idsOf(chatbotId));

export const clientRequest = { name: "Ada", email: "ada@example.com", metadata: { plan: "pro" } };
export const clientUpdateRequest = { phoneNumber: "+1 555 0100" };
const client = { ...idsOf(clientId), ...clientRequest, ...times };
export const createdClient = didIt("Client created successfully", client);
export const updatedClient = didIt("Client updated successfully", client);
export const foundClient = foundIt(client);
export const deletedClient = didIt("Client deleted successfully", idsOf(clientId));

const withPeople = { ...talked, chatbotId: chatbotSummary, clientId: client };
export const found = foundIt(withPeople);

const pageOf = <T>(result: T) => foundPage([result], { total: 1, limit: 10, skip: 0 });
export const list = pageOf(withPeople);
export const chatbotList = pageOf(chatbotSummary);
export const clientList = pageOf(client);
