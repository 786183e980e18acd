import type { SessionKind } from "@parley/db/schema/session";
import { composeAgentReply } from "../../agent/jobs.ts";
import { composeChatbotReply } from "../../chatbot/jobs.ts";
import type { Services } from "../../services.ts";
import type { Compose, Draft } from "./draft.ts";
import type { Claim } from "./queue.ts";

const COMPOSERS: Record<SessionKind, Compose> = { agent: composeAgentReply, chatbot: composeChatbotReply };

/** How often what is written so far is shown to watchers, and how long a worker may be silent. */
const SHOW_EVERY_MS = 120;
const SIGN_OF_LIFE_MS = 1_000;

/** Writes one answer, from the claim to the stored message. */
export async function writeReply(services: Services, claim: Claim, shutdown: AbortSignal): Promise<void> {
  const kind = (await services.sessions.position(claim.sessionId, claim.ownerId))?.kind;
  if (!kind) return;
  const draft = { text: "" };
  const stop = new AbortController();
  const show = showProgress(services, claim, draft, stop);
  const signal = AbortSignal.any([stop.signal, shutdown]);
  const outcome = await COMPOSERS[kind](services, claim, draft, signal).finally(show.end);
  const state = await show.end();
  // A lost one belongs to somebody else already, or to nobody.
  if (state === "lost" || !outcome) return;
  // A stopping process leaves the answer to whoever comes next.
  if (shutdown.aborted && outcome.status !== "complete" && state !== "stop")
    return services.replies.release(claim);
  const stored = await services.replies.finish(claim, outcome, services.clock());
  if (stored) services.bus.publish(claim);
}

/** Shows the draft as it grows, and hears in the answer whether somebody asked to stop. */
function showProgress(services: Services, claim: Claim, draft: Draft, stop: AbortController) {
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
