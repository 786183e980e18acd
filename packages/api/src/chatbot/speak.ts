import { asksSomething } from "@parley/ai/asks";
import { careAnswer, dangerIn } from "@parley/ai/danger";
import type { ReplyChunk, TextEngine, Turn } from "@parley/ai/port";
import { ReplyFailed } from "@parley/ai/text";
import { splitHistory, windowCharacters } from "@parley/ai/window";
import type { JsonObject } from "@parley/db/schema/columns";
import type { TemplatePerson } from "./prompt-template.ts";
import { instructionsOf } from "./rules.ts";
import type { ChatbotForm } from "./schema.ts";

/** What is said when no reply could be made. */
export const FALLBACK = "I'm sorry, I can't answer right now. Please try again in a moment.";

export const fallbackMetadata = (error: unknown): JsonObject => ({
  fallback: true,
  reason: error instanceof ReplyFailed ? error.reason : "internal",
  unanswered: true,
});

type Speaker = Omit<ChatbotForm, "description" | "metadata" | "knowledgeBase"> & {
  knowledgeBase: { id: string; title: string; content: string }[];
};

export type Talk = {
  chatbot: Speaker;
  client: TemplatePerson;
  /** what the client said last */
  asked: string;
  /** what was said, up to and with that; read only where an answer is made from it */
  recall: () => Promise<{ earlier?: string | undefined; history: Turn[] }>;
};

/**
 * A chatbot's answer in pieces; at the end, what is to be known about it. One who may be in danger gets the careful
 * answer, whatever the model would say. @throws ReplyFailed as the engine does.
 */
export async function* speak(
  text: TextEngine,
  { chatbot, client, asked, recall }: Talk,
  signal: AbortSignal,
): AsyncGenerator<ReplyChunk, JsonObject> {
  if (dangerIn(asked) === "self-harm") {
    yield { text: chatbot.dangerAnswer || careAnswer(asked) };
    return { careful: true };
  }
  const { earlier, history } = await recall();
  const { name, model, temperature, maxTokens } = chatbot;
  const knowledge = chatbot.knowledgeBase.map(({ id, title, content }) => ({ id, title, text: content }));
  const end = yield* text.reply({
    agent: {
      ...{ name, model, systemPrompt: instructionsOf(chatbot, client) },
      ...{ temperature: temperature ?? undefined, maxTokens: maxTokens ?? undefined },
    },
    ...{ knowledge, earlier, history, signal },
  });
  const isUnanswered = knowledge.length > 0 && end.citations.length === 0 && asksSomething(asked);
  const metadata: JsonObject = { model: end.model, engine: end.engine, citations: end.citations };
  if (isUnanswered) metadata.unanswered = true;
  return metadata;
}

/** `summedUp`: how many of the oldest turns stand in `earlier` now. */
export type Recalled = { earlier: string | undefined; history: Turn[]; summedUp: number };

/** A conversation as a model can take it in: what its window can't hold is told as a summary. */
export async function withinWindow(
  text: TextEngine,
  said: { earlier: string | undefined; history: Turn[]; model: string | null; signal: AbortSignal },
): Promise<Recalled> {
  const { earlier, history, model, signal } = said;
  if (splitHistory(history).older.length === 0) return { earlier, history, summedUp: 0 };
  const { older, shown } = splitHistory(history, windowCharacters / 2);
  const summary = await text.summarize({ turns: older, earlier, model, purpose: "context", signal });
  return { earlier: summary.text, history: shown, summedUp: older.length };
}
