import { ReplyFailed } from "@parley/ai/text";
import type { Services } from "../services.ts";
import { messageId } from "../session/ids.ts";
import { type Compose, collect, type Draft } from "../session/reply/draft.ts";
import type { Claim, FinishedReply } from "../session/reply/queue.ts";
import { toTurn } from "./rules.ts";
import { chatbotServices } from "./services.ts";
import { chatbotSettingsOf } from "./settings.ts";
import { FALLBACK, fallbackMarks, type Recalled, speak, withinWindow } from "./speak.ts";

const ATTEMPTS_MAX = 3;

type Written = Omit<FinishedReply, "id" | "authorId">;

/**
 * Writes a chatbot's reply. A message that points to self-harm gets the careful answer, never the model's. If the model fails or
 * exceeds the timeout, a fallback is stored and the failure is logged.
 */
export const composeChatbotReply: Compose = async (services, claim, draft, signal) => {
  const { sessionId, ownerId } = claim;
  const session = await chatbotServices(services).sessions.find(sessionId, ownerId);
  const question = await services.sessions.message(claim.messageId, ownerId);
  if (!session || !question) return undefined;
  const written = await write(services, claim, { ...session, content: question.content }, draft, signal);
  return { id: messageId(undefined, services.clock()), authorId: session.chatbotId, ...written };
};

type Question = { chatbotId: string; clientId: string; content: string };

async function write(
  services: Services,
  claim: Claim,
  question: Question,
  draft: Draft,
  signal: AbortSignal,
): Promise<Written> {
  const { chatbots, clients } = chatbotServices(services);
  const deadline = AbortSignal.timeout(chatbotSettingsOf(services).replyTimeoutMs);
  try {
    if (claim.attempt > ATTEMPTS_MAX)
      throw new ReplyFailed("provider", "The reply was interrupted several times");
    const [chatbot, client] = await Promise.all([
      chatbots.find(question.chatbotId, claim.ownerId),
      clients.find(question.clientId, claim.ownerId),
    ]);
    if (!chatbot || !client) throw new ReplyFailed("provider", "The chatbot or the client was deleted");
    const stopped = AbortSignal.any([signal, deadline]);
    const recall = () => readHistory(services, claim, chatbot.model, stopped);
    const talk = { chatbot, client, question: question.content, recall };
    const marks = await collect(speak(services.text, talk, stopped), draft);
    return { content: draft.text, status: "complete", ...marks };
  } catch (error) {
    if (signal.aborted) return { content: draft.text, status: "stopped", metadata: { stopped: true } };
    services.log.warn({ err: error, sessionId: claim.sessionId, messageId: claim.messageId }, "reply failed");
    draft.text = FALLBACK;
    return { content: FALLBACK, status: "complete", ...fallbackMarks(error) };
  }
}

/**
 * The messages up to the one to reply to. What does not fit a model's window is replaced by a summary, which is stored: it is
 * renewed only when another half of a window no longer fits.
 */
async function readHistory(
  services: Services,
  { sessionId, ownerId, messageId: askedId }: Claim,
  model: string | null,
  signal: AbortSignal,
): Promise<Recalled> {
  const { sessions } = chatbotServices(services);
  const { earlier, messages } = await sessions.history(sessionId, ownerId, askedId);
  const recalled = await withinWindow(services.text, {
    earlier,
    history: messages.map(toTurn),
    model,
    signal,
  });
  if (recalled.summedUp === 0) return recalled;
  // A reply that was stored late is ordered before newer messages with lower numbers: the summary ends before the first of these.
  const next = Math.min(...messages.slice(recalled.summedUp).map(({ seq }) => seq));
  await sessions.keepEarlier(sessionId, ownerId, recalled.earlier ?? "", next - 1);
  return recalled;
}
