import type {
  Chatbot,
  ChatbotSummary,
  Client,
  Conversation,
  Transcript,
  TranscriptMessage,
} from "@parley/api/chatbot/schema";
import type { Message } from "@parley/api/session/schema";
import type * as z from "zod";
import type * as wire from "./wire.ts";

/** Each field is listed, so that a field added to the router's output does not leak into the documented response. */

type Present<T> = { [K in keyof T]?: NonNullable<T[K]> };

/** Unset fields are absent, not null. */
const present = <T extends object>(fields: T): Present<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null)) as Present<T>;

export const idsOf = (id: string) => ({ id, _id: id });

export function toSession(session: Conversation): z.infer<typeof wire.session> {
  const { title, endTime, metadata, feedback } = session;
  return {
    ...idsOf(session.id),
    chatbotId: session.chatbotId,
    clientId: session.clientId,
    startTime: session.startTime,
    status: session.status,
    messages: session.messages.map(toMessage),
    ...present({ title, endTime, metadata, feedback }),
    createdAt: session.createdAt,
    updatedAt: session.updatedAt,
  };
}

export function toSessionWithPeople(session: Transcript): z.infer<typeof wire.sessionWithPeople> {
  return {
    ...toSession(session),
    chatbotId: toChatbotSummary(session.chatbot),
    clientId: toClient(session.client),
  };
}

/** The versions of a session and of what is embedded in it: its ETag changes with each of them. */
export const versionsOf = (session: Transcript) =>
  [session.version, session.chatbot.version, session.client.version] as const;

function toMessage({ role, content, timestamp, fallback }: TranscriptMessage): z.infer<typeof wire.message> {
  return fallback ? { role, content, timestamp, metadata: { fallback } } : { role, content, timestamp };
}

/** The stored reply of a chatbot. */
export function toReply({ content, createdAt, metadata }: Message): z.infer<typeof wire.reply> {
  return {
    role: "assistant",
    content,
    timestamp: createdAt,
    ...(metadata.fallback === true && { metadata: { fallback: true } }),
  };
}

export function toChatbotSummary(chatbot: ChatbotSummary): z.infer<typeof wire.chatbotSummary> {
  const { model, temperature, maxTokens, dangerAnswer } = chatbot;
  return {
    ...idsOf(chatbot.id),
    name: chatbot.name,
    role: chatbot.role,
    description: chatbot.description,
    promptTemplate: chatbot.promptTemplate,
    ...present({ model, temperature, maxTokens, dangerAnswer }),
    metadata: chatbot.metadata,
    createdAt: chatbot.createdAt,
    updatedAt: chatbot.updatedAt,
  };
}

export function toChatbot(chatbot: Chatbot): z.infer<typeof wire.chatbot> {
  const knowledgeBase = chatbot.knowledgeBase.map(({ id, title, content }) => ({ id, title, content }));
  return { ...toChatbotSummary(chatbot), knowledgeBase };
}

export function toClient(client: Client): z.infer<typeof wire.client> {
  const { email, phoneNumber } = client;
  return {
    ...idsOf(client.id),
    name: client.name,
    ...present({ email, phoneNumber }),
    metadata: client.metadata,
    createdAt: client.createdAt,
    updatedAt: client.updatedAt,
  };
}
