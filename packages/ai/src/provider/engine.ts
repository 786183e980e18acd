import { streamText } from "ai";
import type { ReplyChunk, ReplyEnd, ReplyRequest } from "../port.ts";
import { ReplyFailed } from "../reply-failed.ts";
import type { ModelName, TextEngineConfig } from "../settings.ts";
import { citationsIn } from "./cited.ts";
import { startDeadline } from "./deadline.ts";
import { brokenOff, declined, emptyAnswer, replyFailedBy } from "./failure.ts";
import { createModels } from "./models.ts";
import { instructionsFor } from "./prompt.ts";
import { windowOf } from "./window.ts";

/** A chat message is short; this ends a model that rambles, and leaves room for one that thinks first. */
const mostTokens = 4096;

/** Replies by a model of a configured provider, through the AI SDK. */
export function createProviderEngine(config: TextEngineConfig) {
  // The SDK prints its warnings to the console, past the server's log. None of them is about something we can change.
  globalThis.AI_SDK_LOG_WARNINGS = false;
  const modelNamed = createModels(config);

  return {
    async *reply(request: ReplyRequest, name: ModelName): AsyncGenerator<ReplyChunk, ReplyEnd> {
      const messages = windowOf(request.history);
      if (messages.length === 0) throw new ReplyFailed("refused", "There is no message to answer.");
      const deadline = startDeadline(request.signal, request.timeoutMs);
      let text = "";
      let finish: Finish | null = null;
      try {
        if (deadline.signal.aborted) throw deadline.signal.reason;
        const { stream } = streamText({
          model: modelNamed(name),
          instructions: instructionsFor(request),
          messages,
          maxRetries: 0, // whoever asked for the reply decides about another attempt
          maxOutputTokens: mostTokens,
          abortSignal: deadline.signal,
          providerOptions: optionsFor(name),
          onError() {}, // the same error comes in the stream, and is thrown there
        });
        for await (const part of stream) {
          if (part.type === "error") throw part.error;
          if (part.type === "text-delta" || part.type === "reasoning-delta") deadline.alive();
          if (part.type === "text-delta" && part.text !== "") {
            text += part.text;
            yield { text: part.text };
          }
          if (part.type === "finish") finish = { reason: part.finishReason, raw: part.rawFinishReason };
        }
        const failure = deadline.failure() ?? failureOf(finish, text);
        if (failure !== null) throw failure;
      } catch (error) {
        throw deadline.failure() ?? replyFailedBy(error, name.model);
      } finally {
        deadline.close();
      }
      return {
        finish: finish?.reason === "length" ? "length" : "complete",
        model: name.model,
        engine: "provider",
        citations: citationsIn(text, request.knowledge),
      };
    },
  };
}

type Finish = { reason: string; raw: string | undefined };

function failureOf(finish: Finish | null, text: string): ReplyFailed | null {
  if (finish === null || finish.reason === "interrupted" || finish.reason === "error") return brokenOff();
  // A model that declines in words ends with "stop": those words are the reply. A filter cuts the text off.
  const declinedInWords = finish.raw === "stop" && text !== "";
  if (finish.reason === "content-filter" && !declinedInWords) return declined();
  return text.trim() === "" ? emptyAnswer() : null;
}

/** A compatible server may serve a model whose name the SDK takes for one of OpenAI's, and know none of its options. */
function optionsFor({ provider }: ModelName) {
  return provider === "openai-compatible"
    ? { openai: { systemMessageMode: "system", forceReasoning: false } }
    : undefined;
}
