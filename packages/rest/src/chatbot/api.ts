import { VERSION } from "@parley/api/system/version";
import type { Api } from "../api.ts";
import { chatbotOperations } from "./chatbots.ts";
import { clientOperations } from "./clients.ts";
import { chatbotDialect } from "./dialect.ts";
import { sessionOperations } from "./operations.ts";
import { ownIds } from "./own-ids.ts";
import * as wire from "./wire.ts";

export const chatbotApi: Api = {
  kind: "chatbot",
  title: "Session API",
  version: VERSION,
  description:
    "Chat sessions between your chatbots and your clients, the people whom they serve. Where another API has the same path at the root, the header `Sessions-Api: chatbot` selects this one.",
  mount: "/chatbot",
  paths: [""],
  roots: ["/chatbots", "/clients"],
  sharedRoots: ["/sessions"],
  sessionTokens: false,
  dialect: chatbotDialect,
  tags: {
    Sessions: "Create sessions, read them, and end them.",
    Messages: "What the client and the chatbot say to each other.",
    Chatbots: "Who replies, by which instructions and which knowledge.",
    Clients: "The people whom the chatbots serve.",
  },
  ownIds,
  operations: [...sessionOperations, ...chatbotOperations, ...clientOperations],
  components: {
    Session: wire.session,
    SessionWithPeople: wire.sessionWithPeople,
    Message: wire.message,
    Reply: wire.reply,
    Chatbot: wire.chatbot,
    ChatbotInSession: wire.chatbotSummary,
    Client: wire.client,
    PaginatorInfo: wire.paginatorInfo,
    Error: chatbotDialect.error.schema,
  },
};
