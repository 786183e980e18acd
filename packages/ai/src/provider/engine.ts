import type { ReplyChunk, ReplyEnd, ReplyRequest, Summary, SummaryRequest } from "../port.ts";
import { ReplyFailed } from "../reply-failed.ts";
import type { ModelName, TextEngineConfig } from "../settings.ts";
import { shortened } from "../shorten.ts";
import { callModel } from "./call.ts";
import { citationsIn } from "./cited.ts";
import { totalTimeoutMs } from "./deadline.ts";
import { createModels } from "./models.ts";
import { instructionsFor } from "./prompt.ts";
import { portionsOf, summaryPrompt } from "./summary.ts";
import { windowOf } from "./window.ts";

/** Bounds the length of replies, with room for the reasoning of a model. */
const replyTokenLimit = 4096;
/** Characters of a summary, in case the model exceeds the length in its instructions. */
const longestSummary = { context: 4000, report: 8000 };

/** Replies and summaries by a model of a configured provider, through the AI SDK. */
export function createProviderEngine(config: TextEngineConfig) {
  // The SDK prints warnings to the console, bypassing the server's log. None of them is actionable here.
  globalThis.AI_SDK_LOG_WARNINGS = false;
  const modelNamed = createModels(config);

  return {
    async *reply(request: ReplyRequest, name: ModelName): AsyncGenerator<ReplyChunk, ReplyEnd> {
      const { agent, history, knowledge, signal, timeoutMs } = request;
      const messages = windowOf(history);
      if (messages.length === 0) throw new ReplyFailed("refused", "There is no message to answer.");
      const instructions = instructionsFor(request);
      const maxTokens = Math.min(agent.maxTokens ?? replyTokenLimit, replyTokenLimit);
      const { temperature } = agent;
      const call = { name, instructions, messages, temperature, maxTokens, signal, timeoutMs };
      let text = "";
      let finish: ReplyEnd["finish"] = "complete";
      for await (const part of callModel(call, modelNamed)) {
        if ("finish" in part) finish = part.finish;
        else {
          text += part.text;
          yield part;
        }
      }
      const citations = citationsIn(text, knowledge);
      return { finish, model: name.model, engine: "provider", citations };
    },

    async summarize(request: SummaryRequest, name: ModelName): Promise<Summary> {
      const { signal, purpose, names, timeoutMs = totalTimeoutMs } = request;
      const until = performance.now() + timeoutMs;
      const { older, portions } = portionsOf(request);
      let summary = older;
      for (const { turns, last } of portions) {
        const form = { purpose: last ? purpose : "context", names } as const;
        const { instructions, message } = summaryPrompt(form, turns, summary);
        const messages = [{ role: "user" as const, content: message }];
        const left = Math.max(until - performance.now(), 0);
        const call = { name, instructions, messages, maxTokens: replyTokenLimit, signal, timeoutMs: left };
        let text = "";
        for await (const part of callModel(call, modelNamed)) if ("text" in part) text += part.text;
        summary = shortened(text.trim(), longestSummary[form.purpose]);
      }
      return { text: summary, model: name.model, engine: "provider" };
    },
  };
}
