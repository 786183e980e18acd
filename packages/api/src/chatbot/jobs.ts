import { ReplyFailed } from "@parley/ai/text";
import type { Services } from "../services.ts";
import { messageId } from "../session/ids.ts";
import { type Compose, collect, type Draft } from "../session/reply/draft.ts";
import type { Claim, FinishedReply } from "../session/reply/queue.ts";
import { toTurn } from "./rules.ts";
import { FALLBACK, fallbackMetadata, type Recalled, speak, withinWindow } from "./speak.ts";

const ATTEMPTS_MAX = 3;

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
    const stopped = AbortSignal.any([signal, deadline]);
    const recall = () => readHistory(services, claim, chatbot.model, stopped);
    const talk = { chatbot, client, asked: asked.content, recall };
    const metadata = await collect(speak(services.text, talk, stopped), draft);
    return { content: draft.text, status: "complete", metadata };
  } catch (error) {
    if (signal.aborted) return { content: draft.text, status: "stopped", metadata: { stopped: true } };
    services.log.warn({ err: error, sessionId: claim.sessionId, messageId: claim.messageId }, "reply failed");
    draft.text = FALLBACK;
    return { content: FALLBACK, status: "complete", metadata: fallbackMetadata(error) };
  }
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
): Promise<Recalled> {
  const { chatbotSessions } = services;
  const { earlier, messages } = await chatbotSessions.history(sessionId, ownerId, askedId);
  const recalled = await withinWindow(services.text, {
    ...{ earlier, history: messages.map(toTurn), model, signal },
  });
  if (recalled.summedUp === 0) return recalled;
  // An answer that came late stands before words that are older: what is kept ends where the first of the others begins.
  const next = Math.min(...messages.slice(recalled.summedUp).map(({ seq }) => seq));
  await chatbotSessions.keepEarlier(sessionId, ownerId, recalled.earlier ?? "", next - 1);
  return recalled;
}
