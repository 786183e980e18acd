import { APICallError, type LanguageModelV4 } from "@ai-sdk/provider";
import { streamText } from "ai";
import type { ReplyChunk, ReplyEnd, Turn } from "../port.ts";
import type { ReplyFailed } from "../reply-failed.ts";
import type { ModelName } from "../settings.ts";
import { startDeadline } from "./deadline.ts";
import { connectionLost, declined, emptyAnswer, replyFailedBy, tokenLimitReached } from "./failure.ts";

export type Call = {
  name: ModelName;
  instructions: string;
  messages: Turn[];
  temperature?: number | undefined;
  maxTokens: number;
  /** Aborts the call and its request. */
  signal: AbortSignal;
  /** Milliseconds for the whole, at most 60,000. */
  timeoutMs?: number | undefined;
};

/** Streams one answer of a model: chunks of text, then the reason for its end. Throws only ReplyFailed. */
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
      if (part.type === "text-delta" || part.type === "reasoning-delta") deadline.onFirstToken();
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
 * The parts of the stream. The SDK omits the temperature for models that it knows to reject one. When another model's
 * server rejects it explicitly, the request is repeated once without it.
 */
async function* parts(call: Call, model: LanguageModelV4, abortSignal: AbortSignal) {
  const stream = (temperature: number | undefined) =>
    streamText({
      model,
      instructions: call.instructions,
      messages: call.messages,
      maxRetries: 0, // the caller decides about retries
      maxOutputTokens: call.maxTokens,
      abortSignal,
      providerOptions: optionsFor(call.name),
      onError() {}, // the error is also a part of the stream, and thrown from there
      ...(temperature === undefined ? {} : { temperature }),
    }).stream;
  for await (const part of stream(call.temperature)) {
    if (part.type === "error" && call.temperature !== undefined && rejectsTemperature(part.error))
      return yield* stream(undefined);
    yield part;
  }
}

/** The rejection is the response's status, so no text precedes it. */
function rejectsTemperature(error: unknown): boolean {
  if (!APICallError.isInstance(error)) return false;
  const rejected = error.statusCode === 400 || error.statusCode === 422;
  return rejected && /\btemperature\b/i.test(error.responseBody ?? error.message);
}

function failureOf(finish: Finish | null, text: string): ReplyFailed | null {
  if (finish === null || finish.reason === "interrupted" || finish.reason === "error")
    return connectionLost();
  // A model that declines in its own words finishes with "stop", and those are the reply. A filter cuts the text off.
  const declinedInWords = finish.raw === "stop" && text !== "";
  if (finish.reason === "content-filter" && !declinedInWords) return declined();
  if (text.trim() !== "") return null;
  return finish.reason === "length" ? tokenLimitReached() : emptyAnswer();
}

/** The SDK infers options from model names. A compatible server may use a name of OpenAI's without supporting its options. */
function optionsFor({ provider }: ModelName) {
  return provider === "openai-compatible"
    ? { openai: { systemMessageMode: "system", forceReasoning: false } }
    : undefined;
}
