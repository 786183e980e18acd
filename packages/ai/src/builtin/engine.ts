import { setTimeout as pause } from "node:timers/promises";
import type { TextEngine } from "../port.ts";
import { stopped } from "../reply-failed.ts";
import { answerTo } from "./answer.ts";

/**
 * Replies without a model and without a network, word by word with `pauseMs` milliseconds between them, so that a
 * page shows them coming as it would a model's. It is a generator of its own and not a LanguageModel behind streamText:
 * the knowledge would have to be read back out of the prompt and the citations smuggled through metadata, and every installation without
 * a model would pay for loading the AI SDK.
 */
export function createBuiltInEngine({ pauseMs }: { pauseMs: number }): TextEngine {
  return {
    info: () => ({ provider: "built-in", model: null, builtIn: true }),
    async *reply(request) {
      const { signal } = request;
      if (signal.aborted) throw stopped();
      const { text, citations } = answerTo(request);
      for (const word of text.match(/\s*\S+\s*$|\s*\S+/g) ?? []) {
        yield { text: word };
        if (pauseMs > 0) await pause(pauseMs, undefined, { signal }).catch(() => {});
        if (signal.aborted) throw stopped();
      }
      return { finish: "complete", model: "built-in", engine: "built-in", citations };
    },
  };
}
