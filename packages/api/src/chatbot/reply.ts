import { ReplyFailed } from "@parley/ai/text";
import type { Services } from "../services.ts";
import { messageId } from "../session/ids.ts";
import { type Compose, collect, type Draft } from "../session/reply/draft.ts";
import type { Claim, FinishedReply } from "../session/reply/queue.ts";
import { toTurn } from "./rules.ts";
import { chatbotServices } from "./services.ts";
import { chatbotSettingsOf } from "./settings.ts";
import { FALLBACK, fallbackMarks, generateReply, type WindowedHistory, withinWindow } from "./speak.ts";

const ATTEMPTS_MAX = 3;

type Written = Omit<FinishedReply, "id" | "authorId">;

/**
 * Writes a chatbot's reply. A message that suggests self-harm gets the careful answer, never the model's. If the model fails
 * or exceeds the timeout, a fallback is stored and the failure is logged.
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
    const request = {
      chatbot,
      client,
      question: question.content,
      readHistory: () => readHistory(services, claim, chatbot.model, stopped),
    };
    const marks = await collect(generateReply(services.text, request, stopped), draft);
    return { content: draft.text, status: "complete", ...marks };
  } catch (error) {
    if (signal.aborted) return { content: draft.text, status: "stopped", metadata: { stopped: true } };
    services.log.warn({ err: error, sessionId: claim.sessionId, messageId: claim.messageId }, "reply failed");
    draft.text = FALLBACK;
    return { content: FALLBACK, status: "complete", ...fallbackMarks(error) };
  }
}

/**
 * Reads the messages up to the question. Those that exceed the model's window are replaced by a summary, which is stored and
 * renewed only when another half of a window exceeds it.
 */
async function readHistory(
  services: Services,
  { sessionId, ownerId, messageId: questionId }: Claim,
  model: string | null,
  signal: AbortSignal,
): Promise<WindowedHistory> {
  const { sessions } = chatbotServices(services);
  const { earlier, messages } = await sessions.history(sessionId, ownerId, questionId);
  const windowed = await withinWindow(services.text, {
    earlier,
    history: messages.map(toTurn),
    model,
    signal,
  });
  if (windowed.summarizedCount === 0) return windowed;
  // A reply comes right after its question, before messages with lower numbers if it was stored later than they were. So the
  // summary ends before the lowest number of the messages that are not summarized.
  const next = Math.min(...messages.slice(windowed.summarizedCount).map(({ seq }) => seq));
  await sessions.storeSummary(sessionId, ownerId, windowed.earlier ?? "", next - 1);
  return windowed;
}
