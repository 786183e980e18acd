import { setTimeout as pause } from "node:timers/promises";
import type { Citation, TextEngine } from "../port.ts";
import { stopped } from "../reply-failed.ts";
import { shortened } from "../shorten.ts";
import { type Answer, answerTo } from "./answer.ts";
import { summaryOf } from "./summary.ts";

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
      const whole = answerTo(request);
      const { text, citations } = withinTokens(whole, request.agent.maxTokens);
      for (const word of text.match(/\s*\S+\s*$|\s*\S+/g) ?? []) {
        yield { text: word };
        if (pauseMs > 0) await pause(pauseMs, undefined, { signal }).catch(() => {});
        if (signal.aborted) throw stopped();
      }
      const finish = text.length < whole.text.length ? "length" : "complete";
      return { finish, model: "built-in", engine: "built-in", citations };
    },
    async summarize(request) {
      if (request.signal.aborted) throw stopped();
      return { text: summaryOf(request), model: "built-in", engine: "built-in" };
    },
  };
}

/** What models make of text on average. */
const charactersPerToken = 4;

/** The answer in so many tokens. One about danger is said whole, however few they are. */
function withinTokens(answer: Answer, maxTokens: number | undefined): Answer {
  const most = Math.max(maxTokens ?? Number.POSITIVE_INFINITY, 1) * charactersPerToken;
  if (answer.urgent || answer.text.length <= most) return answer;
  const text = shortened(answer.text, most);
  const stillQuoted = ({ quote }: Citation) => text.includes(`> ${/.{1,20}/.exec(quote)?.[0]}`);
  return { ...answer, text, citations: answer.citations.filter(stillQuoted) };
}
