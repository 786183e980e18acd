import type { Services } from "../../services.ts";
import type { Draft } from "./draft.ts";
import type { Claim } from "./queue.ts";

/** How often the draft is stored for watchers, and how often the lease is renewed when it does not change. */
const FLUSH_EVERY_MS = 120;
const RENEW_LEASE_EVERY_MS = 1_000;

/** Writes one reply, from the claim to the stored message. */
export async function writeReply(services: Services, claim: Claim, shutdown: AbortSignal): Promise<void> {
  const draft = { text: "" };
  const stop = new AbortController();
  const flushing = flushDraft(services, claim, draft, stop);
  const signal = AbortSignal.any([stop.signal, shutdown]);
  const { compose } = services.kinds.of(claim.kind);
  const outcome = await compose(services, claim, draft, signal).finally(flushing.end);
  const state = await flushing.end();
  // A lost claim belongs to another worker, or its session is gone.
  if (state === "lost" || !outcome) return;
  // A stopping process leaves the reply to the next worker.
  if (shutdown.aborted && outcome.status !== "complete" && state !== "stop")
    return services.replies.release(claim);
  const stored = await services.replies.finish(claim, outcome, services.clock());
  if (stored) services.bus.publish(claim);
}

/** Stores the draft as it grows. The answer tells whether a stop was requested or the claim was lost. */
function flushDraft(services: Services, claim: Claim, draft: Draft, stop: AbortController) {
  let flushedText = "";
  let flushedAt = 0;
  let state: "continue" | "stop" | "lost" = "continue";
  let busy: Promise<void> = Promise.resolve();

  async function flush() {
    const at = Date.now();
    if (draft.text === flushedText && at - flushedAt < RENEW_LEASE_EVERY_MS) return;
    const text = draft.text;
    state = await services.replies.progress(claim, text, services.clock());
    if (text !== flushedText) services.bus.publish(claim);
    flushedText = text;
    flushedAt = at;
    if (state !== "continue") stop.abort();
  }

  const timer = setInterval(() => {
    busy = busy
      .then(flush)
      .catch((err) =>
        services.log.warn({ err, sessionId: claim.sessionId }, "reply progress was not stored"),
      );
  }, FLUSH_EVERY_MS);
  return {
    async end() {
      clearInterval(timer);
      await busy;
      return state;
    },
  };
}
