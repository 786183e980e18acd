import { asksSomething } from "@parley/ai/asks";
import { careAnswer, dangerIn } from "@parley/ai/danger";
import type { Turn } from "@parley/ai/port";
import { ReplyFailed } from "@parley/ai/text";
import { splitHistory, windowCharacters } from "@parley/ai/window";
import type { JsonObject } from "@parley/db/schema/columns";
import type { Services } from "../services.ts";
import { type Compose, collect, type Draft } from "../session/draft.ts";
import { messageId } from "../session/ids.ts";
import type { Claim, FinishedReply } from "../session/reply-queue.ts";
import { instructionsOf, toTurn } from "./rules.ts";
import type { Chatbot, Client } from "./schema.ts";

const ATTEMPTS_MAX = 3;
/** What is said when no reply could be made. */
export const FALLBACK = "I'm sorry, I can't answer right now. Please try again in a moment.";

type Said = Pick<FinishedReply, "content" | "status" | "metadata">;

/**
 * A chatbot's answer. One who may be in danger gets the careful answer, whatever the model would say. Where the
 * model fails or takes too long, a fallback is the answer, and the failure is logged.
 */
export const composeChatbotReply: Compose = async (services, claim, draft, signal) => {
  const { sessionId, ownerId } = claim;
  const session = await services.chatbotSessions.find(sessionId, ownerId);
  const asked = await services.sessions.message(claim.messageId, ownerId);
  if (!session || !asked) return undefined;
  const said = await answer(services, claim, { ...session, content: asked.content }, draft, signal);
  return { id: messageId(undefined, services.clock()), authorId: session.chatbotId, ...said };
};

type Asked = { chatbotId: string; clientId: string; content: string };

async function answer(
  services: Services,
  claim: Claim,
  asked: Asked,
  draft: Draft,
  signal: AbortSignal,
): Promise<Said> {
  const deadline = AbortSignal.timeout(services.settings.chatReplyTimeoutMs);
  try {
    if (claim.attempt > ATTEMPTS_MAX)
      throw new ReplyFailed("provider", "The reply was interrupted several times");
    const [chatbot, client] = await Promise.all([
      services.chatbots.find(asked.chatbotId, claim.ownerId),
      services.clients.find(asked.clientId, claim.ownerId),
    ]);
    if (!chatbot || !client) throw new ReplyFailed("provider", "The chatbot or the client was deleted");
    if (dangerIn(asked.content) === "self-harm") return careful(chatbot, asked.content, draft);
    return await reply(
      services,
      claim,
      { chatbot, client, asked },
      draft,
      AbortSignal.any([signal, deadline]),
    );
  } catch (error) {
    if (signal.aborted) return { content: draft.text, status: "stopped", metadata: { stopped: true } };
    services.log.warn({ err: error, sessionId: claim.sessionId, messageId: claim.messageId }, "reply failed");
    const reason = error instanceof ReplyFailed ? error.reason : "internal";
    draft.text = FALLBACK;
    return {
      ...{ content: FALLBACK, status: "complete" },
      metadata: { fallback: true, reason, unanswered: true },
    };
  }
}

function careful(chatbot: Chatbot, content: string, draft: Draft): Said {
  draft.text = chatbot.dangerAnswer || careAnswer(content);
  return { content: draft.text, status: "complete", metadata: { careful: true } };
}

type Talk = { chatbot: Chatbot; client: Client; asked: Asked };

async function reply(
  services: Services,
  claim: Claim,
  { chatbot, client, asked }: Talk,
  draft: Draft,
  signal: AbortSignal,
): Promise<Said> {
  const { earlier, history } = await readHistory(services, claim, chatbot.model, signal);
  const knowledge = chatbot.knowledgeBase.map(({ id, title, content }) => ({ id, title, text: content }));
  const { name, model } = chatbot;
  const end = await collect(
    services.text.reply({
      agent: {
        ...{ name, model, systemPrompt: instructionsOf(chatbot, client) },
        ...{ temperature: chatbot.temperature ?? undefined, maxTokens: chatbot.maxTokens ?? undefined },
      },
      ...{ knowledge, earlier, history, signal },
    }),
    draft,
  );
  const isUnanswered = knowledge.length > 0 && end.citations.length === 0 && asksSomething(asked.content);
  const metadata: JsonObject = { model: end.model, engine: end.engine, citations: end.citations };
  if (isUnanswered) metadata.unanswered = true;
  return { content: draft.text, status: "complete", metadata };
}

/**
 * What was said up to the message that is answered. What a model's window can't hold is told as a summary, which is kept:
 * it is made anew only when half a window more has gone out of sight.
 */
async function readHistory(
  services: Services,
  { sessionId, ownerId, messageId: askedId }: Claim,
  model: string | null,
  signal: AbortSignal,
): Promise<{ earlier: string | undefined; history: Turn[] }> {
  const { chatbotSessions } = services;
  const { earlier, messages } = await chatbotSessions.history(sessionId, ownerId, askedId);
  const history = messages.map(toTurn);
  if (splitHistory(history).older.length === 0) return { earlier, history };
  const { older, shown } = splitHistory(history, windowCharacters / 2);
  const { text } = await services.text.summarize({
    turns: older,
    earlier,
    model,
    purpose: "context",
    signal,
  });
  // An answer that came late stands before words that are older: what is kept ends where the first of the others begins.
  const next = Math.min(...messages.slice(older.length).map(({ seq }) => seq));
  await chatbotSessions.keepEarlier(sessionId, ownerId, text, next - 1);
  return { earlier: text, history: shown };
}
