import type { Turn } from "@parley/ai/port";
import { ReplyFailed } from "@parley/ai/text";
import type { Services } from "../services.ts";
import { uuid7 } from "../session/ids.ts";
import { type Compose, collect } from "../session/reply/draft.ts";
import type { FinishedReply } from "../session/reply/queue.ts";
import { isUnanswered } from "../session/reply/unanswered.ts";
import type { Message } from "../session/schema.ts";
import { historyFor } from "./rules.ts";
import { agentServices } from "./services.ts";

const ATTEMPTS_MAX = 3;
/** How many messages are read for a reply; the engine drops those that exceed the model's context window. */
const HISTORY_MESSAGES = 100;

/** Writes an agent's reply from its instructions, its knowledge and the history of the session. */
export const composeAgentReply: Compose = async (services, claim, draft, signal) => {
  const { sessionId, ownerId } = claim;
  const { sessions, agents } = agentServices(services);
  const facts = await sessions.facts(sessionId, ownerId);
  const question = await services.sessions.message(claim.messageId, ownerId);
  if (!facts || !question) return undefined;
  const finished = (rest: Omit<FinishedReply, "id" | "authorId">): FinishedReply => ({
    id: uuid7(services.clock()),
    authorId: facts.agentId,
    ...rest,
  });
  try {
    if (claim.attempt > ATTEMPTS_MAX)
      throw new ReplyFailed("provider", "The reply was interrupted several times");
    const agent = await agents.find(facts.agentId, ownerId);
    if (!agent) throw new ReplyFailed("provider", "The agent of this session was deleted");
    const history = await readHistory(services, question, ownerId);
    const reply = services.text.reply({ agent, knowledge: agent.knowledge, history, signal });
    const { model, engine, citations } = await collect(reply, draft);
    return finished({
      content: draft.text,
      status: "complete",
      metadata: { model, engine, citations },
      unanswered: isUnanswered(question.content, agent.knowledge, citations),
    });
  } catch (error) {
    if (signal.aborted)
      return finished({ content: draft.text, status: "stopped", metadata: { stopped: true } });
    const { reason, message } = failureOf(error);
    services.log.warn({ err: error, sessionId, messageId: claim.messageId }, "reply failed");
    return finished({
      content: draft.text || message,
      status: "failed",
      metadata: { error: { reason, message } },
    });
  }
};

function failureOf(error: unknown): { reason: string; message: string } {
  if (error instanceof ReplyFailed) return { reason: error.reason, message: error.message };
  return { reason: "internal", message: "The reply could not be made" };
}

async function readHistory(services: Services, question: Message, ownerId: string): Promise<Turn[]> {
  const page = { limit: HISTORY_MESSAGES };
  const { items } = await services.sessions.messages(question.sessionId, ownerId, page);
  return historyFor(question, items.toReversed());
}
