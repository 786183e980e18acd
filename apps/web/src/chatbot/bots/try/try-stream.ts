import type { RouterInputs, RouterOutputs } from "@parley/api/root";
import { API_PATH } from "../../../api/client.ts";
import { errorOfResponse, jsonLines } from "../../../api/json-lines.ts";

type TryEvent = RouterOutputs["chatbot"]["chatbots"]["try"] extends AsyncIterable<infer P> ? P : never;

/**
 * Requests an answer of a chatbot that may not be saved: pieces of text, then the end. The protocol is implemented here,
 * as tRPC's own link would be part of every page's code.
 */
export async function* tryChatbot(
  input: RouterInputs["chatbot"]["chatbots"]["try"],
  signal: AbortSignal,
): AsyncGenerator<TryEvent> {
  const response = await fetch(`${API_PATH}/chatbot.chatbots.try?batch=1`, {
    method: "POST",
    headers: { "content-type": "application/json", "trpc-accept": "application/jsonl" },
    body: JSON.stringify({ 0: input }),
    signal,
  });
  if (!response.ok) throw await errorOfResponse(response);
  if (!response.body) throw new TypeError("fetch gave no body");
  const read = jsonLines();
  let rest = "";
  for await (const text of texts(response.body)) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield* read(line) as TryEvent[];
  }
  yield* read(rest) as TryEvent[];
}

/** Not every browser supports async iteration of a ReadableStream. */
async function* texts(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    void reader.cancel().catch(() => {});
  }
}
