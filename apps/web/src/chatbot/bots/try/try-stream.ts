import type { RouterInputs, RouterOutputs } from "@parley/api/root";
import { API_PATH } from "../../../api/client.ts";
import { errorOfResponse, jsonLines } from "../../../api/json-lines.ts";

type Piece = RouterOutputs["chatbot"]["chatbots"]["try"] extends AsyncIterable<infer P> ? P : never;

/**
 * Asks a chatbot that may not be saved. The answer comes in pieces of text, then its end. tRPC's own link for this would
 * bring its code to every page.
 */
export async function* tryChatbot(
  input: RouterInputs["chatbot"]["chatbots"]["try"],
  signal: AbortSignal,
): AsyncGenerator<Piece> {
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
    for (const line of lines) yield* read(line) as Piece[];
  }
  yield* read(rest) as Piece[];
}

/** Not every browser can loop over a stream. */
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
