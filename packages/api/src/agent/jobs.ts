import { type ReplyEnd, ReplyFailed, type Turn } from "@parley/ai/text";
import type { Services } from "../services.ts";
import { uuid7 } from "../session/ids.ts";
import type { Claim, FinishedReply } from "../session/reply-queue.ts";
import type { Message } from "../session/schema.ts";

/** How often what is written so far is shown to watchers, and how long a worker may be silent. */
const SHOW_EVERY_MS = 120;
const SIGN_OF_LIFE_MS = 1_000;
const ATTEMPTS_MAX = 3;
/** Messages that are read for a reply; the engine keeps what fits the model's window. */
const HISTORY_MESSAGES = 100;

/** Writes one answer, from the claim to the stored message. Whatever goes wrong ends as a stored message, too. */
export async function writeReply(services: Services, claim: Claim, shutdown: AbortSignal): Promise<void> {
  const draft = { text: "" };
  const stop = new AbortController();
  const show = showProgress(services, claim, draft, stop);
  const outcome = await compose(services, claim, draft, AbortSignal.any([stop.signal, shutdown]));
  const state = await show.end();
  // A stopping process leaves the claim to whoever comes next; a lost one belongs to somebody else already.
  if (state === "lost" || (shutdown.aborted && outcome.status !== "complete")) return;
  const { clock } = services;
  const stored = await services.replies.finish(claim, { ...outcome, id: uuid7(clock()) }, clock());
  if (stored) services.bus.publish(claim);
}

/** Shows the draft as it grows, and hears in the answer whether somebody asked to stop. */
function showProgress(services: Services, claim: Claim, draft: { text: string }, stop: AbortController) {
  let shown = "";
  let shownAt = 0;
  let state: "continue" | "stop" | "lost" = "continue";
  let busy: Promise<void> = Promise.resolve();

  async function show() {
    const at = Date.now();
    if (draft.text === shown && at - shownAt < SIGN_OF_LIFE_MS) return;
    const text = draft.text;
    state = await services.replies.progress(claim, text, services.clock());
    if (text !== shown) services.bus.publish(claim);
    [shown, shownAt] = [text, at];
    if (state !== "continue") stop.abort();
  }

  const timer = setInterval(() => {
    busy = busy
      .then(show)
      .catch((err) =>
        services.log.warn({ err, sessionId: claim.sessionId }, "reply progress was not stored"),
      );
  }, SHOW_EVERY_MS);
  return {
    async end() {
      clearInterval(timer);
      await busy;
      return state;
    },
  };
}

type Outcome = Omit<FinishedReply, "id">;

async function compose(
  services: Services,
  claim: Claim,
  draft: { text: string },
  signal: AbortSignal,
): Promise<Outcome> {
  const { sessionId, ownerId } = claim;
  const facts = await services.agentSessions.facts(sessionId);
  const authorId = facts?.agentId ?? "agent";
  try {
    if (claim.attempt > ATTEMPTS_MAX)
      throw new ReplyFailed("provider", "The reply was interrupted several times");
    const agent = facts && (await services.agents.find(facts.agentId, ownerId));
    if (!agent) throw new ReplyFailed("provider", "The agent of this session was deleted");
    const history = await readHistory(services, claim);
    const reply = services.text.reply({ agent, knowledge: agent.knowledge, history, signal });
    const end = await collect(reply, draft);
    return {
      authorId,
      content: draft.text,
      status: "complete",
      metadata: { model: end.model, engine: end.engine, citations: end.citations },
    };
  } catch (error) {
    if (signal.aborted)
      return { authorId, content: draft.text, status: "stopped", metadata: { stopped: true } };
    const { reason, message } = failureOf(error);
    services.log.warn({ err: error, sessionId, messageId: claim.messageId }, "reply failed");
    return {
      authorId,
      content: draft.text || message,
      status: "failed",
      metadata: { error: { reason, message } },
    };
  }
}

function failureOf(error: unknown): { reason: string; message: string } {
  if (error instanceof ReplyFailed) return { reason: error.reason, message: error.message };
  return { reason: "internal", message: "The reply could not be made" };
}

async function collect(
  reply: AsyncGenerator<{ text: string }, ReplyEnd>,
  draft: { text: string },
): Promise<ReplyEnd> {
  for (;;) {
    const next = await reply.next();
    if (next.done) return next.value;
    draft.text += next.value.text;
  }
}

/** The conversation up to the message that is answered; what the user wrote after it waits for its own answer. */
async function readHistory(services: Services, claim: Claim): Promise<Turn[]> {
  const { items } = await services.sessions.messages(claim.sessionId, claim.ownerId, {
    limit: HISTORY_MESSAGES,
  });
  const asked =
    items.find((m) => m.id === claim.messageId) ??
    (await services.sessions.message(claim.messageId, claim.ownerId));
  if (!asked) throw new ReplyFailed("aborted", "The message is gone");
  const earlier = items
    .toReversed()
    .filter(
      (m) => m.id !== asked.id && m.status !== "failed" && (m.isAgent || m.createdAt < asked.createdAt),
    );
  return [...earlier, asked].filter((m) => m.content !== "").map(toTurn);
}

const toTurn = (message: Message): Turn => ({
  role: message.isAgent ? "assistant" : "user",
  content: message.content,
});
