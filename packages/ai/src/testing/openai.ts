import type { Dialect, Finish } from "./script.ts";

const finishReasons: Record<Finish, string> = {
  stop: "stop",
  length: "length",
  declined: "content_filter",
  refusal: "stop",
};
const usage = { prompt_tokens: 10, completion_tokens: 10, total_tokens: 20 };
const head = { id: "chatcmpl-fake", created: 1_700_000_000 };

/** OpenAI's chat completions. */
export const openai: Dialect = {
  start: (model) => chunk({ role: "assistant", content: "" }, null, model),
  piece: (text, finish) => chunk(finish === "refusal" ? { refusal: text } : { content: text }),
  end: (finish) => `${chunk({}, finishReasons[finish])}data: [DONE]\n\n`,
  error: (type, message) => `data: ${JSON.stringify({ error: { message, type, code: type } })}\n\n`,
  whole: (model, text, finish) => ({
    ...head,
    object: "chat.completion",
    model,
    choices: [
      {
        index: 0,
        message: { role: "assistant", ...(finish === "refusal" ? { refusal: text } : { content: text }) },
        finish_reason: finishReasons[finish],
      },
    ],
    usage,
  }),
  failure: ({ status, type, code, message }) => ({
    error: { message: message ?? `Scripted ${status}`, type: type ?? "scripted_error", code: code ?? null },
  }),
};

function chunk(delta: unknown, finishReason: string | null = null, model = "fake"): string {
  const choices = [{ index: 0, delta, finish_reason: finishReason }];
  const event = { ...head, object: "chat.completion.chunk", model, choices };
  return `data: ${JSON.stringify(finishReason === null ? event : { ...event, usage })}\n\n`;
}
