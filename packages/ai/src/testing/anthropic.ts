import type { Dialect, Finish } from "./script.ts";

const stopReasons: Record<Finish, string> = {
  stop: "end_turn",
  length: "max_tokens",
  declined: "refusal",
  refusal: "end_turn",
};
const message = { id: "msg_fake", type: "message", role: "assistant" };
const usage = { input_tokens: 10, output_tokens: 10 };

/** Anthropic's messages. */
export const anthropic: Dialect = {
  start: (model) =>
    event("message_start", {
      message: { ...message, model, content: [], stop_reason: null, stop_sequence: null, usage },
    }) + event("content_block_start", { index: 0, content_block: { type: "text", text: "" } }),
  piece: (text) => event("content_block_delta", { index: 0, delta: { type: "text_delta", text } }),
  end: (finish) =>
    event("content_block_stop", { index: 0 }) +
    event("message_delta", {
      delta: { stop_reason: stopReasons[finish], stop_sequence: null },
      usage: { output_tokens: 10 },
    }) +
    event("message_stop", {}),
  error: (type, text) => event("error", { error: { type, message: text } }),
  whole: (model, text, finish) => ({
    ...message,
    model,
    content: [{ type: "text", text }],
    stop_reason: stopReasons[finish],
    stop_sequence: null,
    usage,
  }),
  failure: ({ status, type, message: text }) => ({
    type: "error",
    error: { type: type ?? "scripted_error", message: text ?? `Scripted ${status}` },
  }),
};

function event(type: string, fields: object): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;
}
