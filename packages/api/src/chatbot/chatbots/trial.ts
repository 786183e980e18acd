import type { JsonObject } from "@parley/db/schema/columns";
import type { Services } from "../../services.ts";
import { markedMetadata } from "../../session/read/message-row.ts";
import type { TemplatePerson } from "../prompt-template.ts";
import type { TryInput } from "../schema.ts";
import { chatbotSettingsOf } from "../settings.ts";
import { FALLBACK, fallbackMarks, generateReply, withinWindow } from "../speak.ts";

/** A chunk of a reply, then what is known about the whole. */
export type TryChunk =
  | { type: "text"; text: string }
  | { type: "end"; metadata: JsonObject; instead: string | null };

/** The client of a trial for which the caller chose none. */
export const EXAMPLE_CLIENT: TemplatePerson = {
  name: "Sam Example",
  email: null,
  phoneNumber: null,
  metadata: {},
};

/**
 * Replies as the given chatbot would, saved or not, and stores nothing. If the reply fails, `instead` is the fallback that
 * a client would receive.
 */
export async function* tryChatbot(
  services: Services,
  { chatbot, turns }: TryInput,
  client: TemplatePerson,
  signal: AbortSignal,
): AsyncGenerator<TryChunk> {
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(chatbotSettingsOf(services).replyTimeoutMs)]);
  const knowledgeBase = chatbot.knowledgeBase.map((document, index) => ({ id: `doc_${index}`, ...document }));
  const full = { earlier: undefined, history: turns, model: chatbot.model, signal: deadline };
  const request = {
    chatbot: { ...chatbot, knowledgeBase },
    client,
    question: turns.at(-1)?.content ?? "",
    readHistory: () => withinWindow(services.text, full),
  };
  try {
    const chunks = generateReply(services.text, request, deadline);
    for (;;) {
      const next = await chunks.next();
      if (next.done) return yield { type: "end", metadata: markedMetadata(next.value), instead: null };
      yield { type: "text", text: next.value.text };
    }
  } catch (error) {
    if (signal.aborted) return;
    services.log.warn({ err: error }, "reply failed while a chatbot was tried");
    yield { type: "end", metadata: markedMetadata(fallbackMarks(error)), instead: FALLBACK };
  }
}
