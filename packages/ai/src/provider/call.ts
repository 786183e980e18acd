import { APICallError, type LanguageModelV4 } from "@ai-sdk/provider";
import { streamText } from "ai";
import type { ReplyChunk, ReplyEnd, Turn } from "../port.ts";
import type { ReplyFailed } from "../reply-failed.ts";
import type { ModelName } from "../settings.ts";
import { startDeadline } from "./deadline.ts";
import { brokenOff, declined, emptyAnswer, replyFailedBy, usedUp } from "./failure.ts";

export type Call = {
  name: ModelName;
  instructions: string;
  messages: Turn[];
  temperature?: number | undefined;
  maxTokens: number;
  /** Stops the call, and the request with it. */
  signal: AbortSignal;
  /** Milliseconds for the whole, at most 60,000. */
  timeoutMs?: number | undefined;
};

/** One streamed answer of a model: yields its text in pieces, at last how it ended, and throws only ReplyFailed. */
export async function* callModel(
  call: Call,
  modelNamed: (name: ModelName) => LanguageModelV4,
): AsyncGenerator<ReplyChunk | Pick<ReplyEnd, "finish">> {
  const deadline = startDeadline(call.signal, call.timeoutMs);
  let text = "";
  let finish: Finish | null = null;
  try {
    if (deadline.signal.aborted) throw deadline.signal.reason;
    for await (const part of parts(call, modelNamed(call.name), deadline.signal)) {
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
    throw deadline.failure() ?? replyFailedBy(error, call.name.model);
  } finally {
    deadline.close();
  }
  yield { finish: finish?.reason === "length" ? "length" : "complete" };
}

type Finish = { reason: string; raw: string | undefined };

/**
 * The parts of the stream. The SDK leaves out a temperature for the models that it knows to refuse one; where another
 * model's server refuses it in so many words, the same is asked once more without.
 */
async function* parts(call: Call, model: LanguageModelV4, abortSignal: AbortSignal) {
  const ask = (temperature: number | undefined) =>
    streamText({
      model,
      instructions: call.instructions,
      messages: call.messages,
      maxRetries: 0, // whoever asked decides about another attempt
      maxOutputTokens: call.maxTokens,
      abortSignal,
      providerOptions: optionsFor(call.name),
      onError() {}, // the same error comes in the stream, and is thrown there
      ...(temperature === undefined ? {} : { temperature }),
    }).stream;
  for await (const part of ask(call.temperature)) {
    if (part.type === "error" && call.temperature !== undefined && refusesTemperature(part.error))
      return yield* ask(undefined);
    yield part;
  }
}

/** Such an answer comes in place of any text: it is the status of the response. */
function refusesTemperature(error: unknown): boolean {
  if (!APICallError.isInstance(error)) return false;
  const refused = error.statusCode === 400 || error.statusCode === 422;
  return refused && /\btemperature\b/i.test(error.responseBody ?? error.message);
}

function failureOf(finish: Finish | null, text: string): ReplyFailed | null {
  if (finish === null || finish.reason === "interrupted" || finish.reason === "error") return brokenOff();
  // A model that declines in words ends with "stop": those words are the reply. A filter cuts the text off.
  const declinedInWords = finish.raw === "stop" && text !== "";
  if (finish.reason === "content-filter" && !declinedInWords) return declined();
  if (text.trim() !== "") return null;
  return finish.reason === "length" ? usedUp() : emptyAnswer();
}

/** A compatible server may serve a model whose name the SDK takes for one of OpenAI's, and know none of its options. */
function optionsFor({ provider }: ModelName) {
  return provider === "openai-compatible"
    ? { openai: { systemMessageMode: "system", forceReasoning: false } }
    : undefined;
}
