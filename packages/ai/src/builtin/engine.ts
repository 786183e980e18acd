import { setTimeout as pause } from "node:timers/promises";
import type { Citation, TextEngine } from "../port.ts";
import { stopped } from "../reply-failed.ts";
import { shortened } from "../shorten.ts";
import { type Answer, answerTo } from "./answer.ts";
import { summaryOf } from "./summary.ts";

/**
 * Replies without a model and without a network, streamed word by word with `pauseMs` milliseconds between them. Not a
 * LanguageModel behind streamText: it would have to parse the knowledge back from the prompt and pass citations through
 * metadata, and installations without a model would have to load the AI SDK.
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

/** The average of common tokenizers. */
const charactersPerToken = 4;

/** The answer within a limit of tokens. An urgent answer is never shortened. */
function withinTokens(answer: Answer, maxTokens: number | undefined): Answer {
  const most = Math.max(maxTokens ?? Number.POSITIVE_INFINITY, 1) * charactersPerToken;
  if (answer.urgent || answer.text.length <= most) return answer;
  const text = shortened(answer.text, most);
  const stillQuoted = ({ quote }: Citation) => text.includes(`> ${/.{1,20}/.exec(quote)?.[0]}`);
  return { ...answer, text, citations: answer.citations.filter(stillQuoted) };
}
