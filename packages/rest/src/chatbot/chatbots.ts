import { answer, type Operation, operation } from "../operation.ts";
import { didIt, foundIt, foundPage } from "./envelope.ts";
import * as example from "./examples.ts";
import { idsOf, toChatbot, toChatbotSummary } from "./to-wire.ts";
import * as wire from "./wire.ts";

const params = { schema: wire.idParams("chatbot", example.chatbotId) };
/** Fits the largest knowledge base in any script: a character takes up to three bytes, or six where it is escaped. */
const bodyMaxBytes = 4 * 1024 ** 2;

const createChatbot = operation({
  name: "createChatbot",
  method: "POST",
  path: "/chatbots",
  scope: "sessions:manage",
  tag: "Chatbots",
  summary: "Create chatbot",
  description: "Creates a chatbot, which replies by its instructions and its knowledge base.",
  body: wire.chatbotBody,
  bodyMaxBytes,
  bodyExample: example.chatbotRequest,
  answers: {
    201: { description: "The chatbot.", schema: wire.done(wire.chatbot), example: example.createdChatbot },
  },
  errors: ["VALIDATION_ERROR"],
  async handle({ caller, body }) {
    const data = toChatbot(await caller.chatbot.chatbots.create(body));
    return answer(201, didIt("Chatbot created successfully", data));
  },
});

const listChatbots = operation({
  name: "listChatbots",
  method: "GET",
  path: "/chatbots",
  scope: "sessions:read",
  tag: "Chatbots",
  summary: "List chatbots",
  description: "Your own chatbots, newest first, without their knowledge bases.",
  query: wire.directoryQuery,
  answers: {
    200: {
      description: "A page of chatbots.",
      schema: wire.pageOf(wire.chatbotSummary),
      example: example.chatbotList,
    },
  },
  errors: ["VALIDATION_ERROR"],
  async handle({ caller, query: { searchString: search, limit, skip } }) {
    const { items, total } = await caller.chatbot.chatbots.list({ search, limit, skip });
    return answer(200, foundPage(items.map(toChatbotSummary), { total, limit, skip }));
  },
});

const getChatbot = operation({
  name: "getChatbot",
  method: "GET",
  path: "/chatbots/{id}",
  scope: "sessions:read",
  tag: "Chatbots",
  summary: "Get chatbot",
  params,
  versioned: true,
  answers: {
    200: { description: "The chatbot.", schema: wire.found(wire.chatbot), example: example.foundChatbot },
  },
  errors: ["VALIDATION_ERROR", "CHATBOT_OR_CLIENT_NOT_FOUND"],
  async handle({ caller, params: { id } }) {
    const chatbot = await caller.chatbot.chatbots.get({ id });
    return answer(200, foundIt(toChatbot(chatbot)), chatbot.version);
  },
});

const updateChatbot = operation({
  name: "updateChatbot",
  method: "PUT",
  path: "/chatbots/{id}",
  scope: "sessions:manage",
  tag: "Chatbots",
  summary: "Update chatbot",
  description:
    "Changes what it names; `knowledgeBase` and `metadata` replace what was there, and null unsets what may be absent.",
  params,
  versioned: true,
  body: wire.chatbotUpdateBody,
  bodyMaxBytes,
  bodyExample: example.chatbotUpdateRequest,
  answers: {
    200: { description: "The chatbot.", schema: wire.done(wire.chatbot), example: example.updatedChatbot },
  },
  errors: ["VALIDATION_ERROR", "CHATBOT_OR_CLIENT_NOT_FOUND"],
  async handle({ caller, params: { id }, body, ifVersion }) {
    const chatbot = await caller.chatbot.chatbots.update({ ...body, id, ifVersion });
    const data = toChatbot(chatbot);
    return answer(200, didIt("Chatbot updated successfully", data), chatbot.version);
  },
});

const deleteChatbot = operation({
  name: "deleteChatbot",
  method: "DELETE",
  path: "/chatbots/{id}",
  scope: "sessions:manage",
  tag: "Chatbots",
  summary: "Delete chatbot",
  description: "Its past sessions stay readable. New sessions and chat with it are not found any more.",
  params,
  answers: { 200: { description: "It is gone.", schema: wire.deleted, example: example.deletedChatbot } },
  errors: ["VALIDATION_ERROR", "CHATBOT_OR_CLIENT_NOT_FOUND"],
  async handle({ caller, params: { id } }) {
    const { id: deleted } = await caller.chatbot.chatbots.delete({ id });
    return answer(200, didIt("Chatbot deleted successfully", idsOf(deleted)));
  },
});

/** The endpoints of chatbots. */
export const chatbotOperations: Operation[] = [
  listChatbots,
  createChatbot,
  getChatbot,
  updateChatbot,
  deleteChatbot,
];
