import type { JsonObject } from "@parley/db/schema/columns";
import type { Services } from "../services.ts";
import type { TemplatePerson } from "./prompt-template.ts";
import type { TryInput } from "./schema.ts";
import { FALLBACK, fallbackMetadata, speak, withinWindow } from "./speak.ts";

/** A piece of an answer, then what is to be known about the whole. */
export type TryPiece =
  | { type: "text"; text: string }
  | { type: "end"; metadata: JsonObject; instead: string | null };

/** Whom a chatbot talks with while it is tried, where no client is chosen. */
export const SOMEBODY: TemplatePerson = { name: "Sam Example", email: null, phoneNumber: null, metadata: {} };

/**
 * Answers as the chatbot of a form would, saved or not, and keeps nothing of it. Where no answer can be made, `instead`
 * is what a client would be told.
 */
export async function* tryChatbot(
  services: Services,
  { chatbot, turns }: TryInput,
  client: TemplatePerson,
  signal: AbortSignal,
): AsyncGenerator<TryPiece> {
  const timed = AbortSignal.any([signal, AbortSignal.timeout(services.settings.chatReplyTimeoutMs)]);
  const knowledgeBase = chatbot.knowledgeBase.map((document, index) => ({ id: `doc_${index}`, ...document }));
  const said = { earlier: undefined, history: turns, model: chatbot.model, signal: timed };
  const talk = {
    ...{ chatbot: { ...chatbot, knowledgeBase }, client, asked: turns.at(-1)?.content ?? "" },
    recall: () => withinWindow(services.text, said),
  };
  try {
    const answer = speak(services.text, talk, timed);
    for (;;) {
      const next = await answer.next();
      if (next.done) return yield { type: "end", metadata: next.value, instead: null };
      yield { type: "text", text: next.value.text };
    }
  } catch (error) {
    if (signal.aborted) return;
    services.log.warn({ err: error }, "reply failed while a chatbot was tried");
    yield { type: "end", metadata: fallbackMetadata(error), instead: FALLBACK };
  }
}
