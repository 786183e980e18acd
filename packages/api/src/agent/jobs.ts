import type { ReplyEnd, Turn } from "@parley/ai/port";
import { ReplyFailed } from "@parley/ai/text";
import type { Services } from "../services.ts";
import { uuid7 } from "../session/ids.ts";
import type { Claim, FinishedReply } from "../session/reply-queue.ts";
import type { Message } from "../session/schema.ts";
import { historyFor } from "./rules.ts";

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
  // A lost one belongs to somebody else already, or to nobody.
  if (state === "lost" || !outcome) return;
  const { clock } = services;
  // A stopping process leaves the answer to whoever comes next.
  if (shutdown.aborted && outcome.status !== "complete" && state !== "stop")
    return services.replies.release(claim);
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

/** Undefined: the session is gone, and nobody is owed an answer. */
async function compose(
  services: Services,
  claim: Claim,
  draft: { text: string },
  signal: AbortSignal,
): Promise<Outcome | undefined> {
  const { sessionId, ownerId } = claim;
  const facts = await services.agentSessions.facts(sessionId);
  const asked = await services.sessions.message(claim.messageId, ownerId);
  if (!facts || !asked) return undefined;
  const authorId = facts.agentId;
  try {
    if (claim.attempt > ATTEMPTS_MAX)
      throw new ReplyFailed("provider", "The reply was interrupted several times");
    const agent = await services.agents.find(facts.agentId, ownerId);
    if (!agent) throw new ReplyFailed("provider", "The agent of this session was deleted");
    const history = await readHistory(services, asked, ownerId);
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
    if (next.done) {
      draft.text = draft.text.toWellFormed();
      return next.value;
    }
    // A model may write what Postgres can't hold.
    draft.text += next.value.text.replaceAll("\0", "");
  }
}

async function readHistory(services: Services, asked: Message, ownerId: string): Promise<Turn[]> {
  const page = { limit: HISTORY_MESSAGES };
  const { items } = await services.sessions.messages(asked.sessionId, ownerId, page);
  return historyFor(asked, items.toReversed());
}
