import type { ApiContract, RestRow } from "./rest-target.ts";
import type { SubjectName } from "./subjects.ts";

const error = (message: unknown, ...errors: object[]) => ({ success: false, message, errors });
const notFound = (message: string) => () => error(message);

/** A request whose path has the subject's id. */
const at = (subject: SubjectName, message: string, body?: object): RestRow => ({
  subject,
  request: ({ id }) => ({ params: { id }, ...(body && { body }) }),
  notFound: notFound(message),
});

/** A request whose query has the session's id. */
const inSession = (body: object): RestRow => ({
  subject: "chatbotSession",
  request: ({ id }) => ({ query: { sessionId: id }, body }),
  notFound: notFound("Session not found or not active"),
});

const withoutSubject = (body?: object): RestRow => ({
  subject: null,
  request: () => ({ ...(body && { body }) }),
});

export const chatbotContract: ApiContract = {
  others: "hidden",
  refusal: (reason, message) =>
    error(reason === "UNAUTHORIZED" ? "Authentication missing or invalid" : message),
  malformedId: (field) => ({
    status: 400,
    body: error("Invalid input", { path: field, message: "must be 24 hex characters" }),
  }),
  rows: {
    createSession: {
      subject: "chatbot",
      request: ({ id, clientId }) => ({ body: { chatbotId: id, clientId } }),
      notFound: notFound("Chatbot or client not found"),
    },
    updateSession: at("chatbotSession", "Session not found", { title: "New" }),
    getSession: at("chatbotSession", "Session not found"),
    endSession: at("chatbotSession", "Active session not found"),
    addMessage: inSession({ message: { role: "user", content: "Hello" } }),
    chat: {
      ...inSession({ content: "Hello" }),
      stream: { headers: { accept: "text/event-stream" } },
      awaitsReply: true,
    },
    listSessions: withoutSubject(),
    createChatbot: withoutSubject({ name: "Shop help" }),
    listChatbots: withoutSubject(),
    getChatbot: at("chatbot", "Chatbot not found"),
    updateChatbot: at("chatbot", "Chatbot not found", { role: "Sells" }),
    deleteChatbot: at("chatbot", "Chatbot not found"),
    createClient: withoutSubject({ name: "Ada" }),
    listClients: withoutSubject(),
    getClient: at("client", "Client not found"),
    updateClient: at("client", "Client not found", { metadata: {} }),
    deleteClient: at("client", "Client not found"),
  },
};
