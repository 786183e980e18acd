import { asksSomething } from "@parley/ai/asks";
import { careAnswer, dangerIn } from "@parley/ai/danger";
import type { ReplyChunk, TextEngine, Turn } from "@parley/ai/port";
import { ReplyFailed } from "@parley/ai/text";
import { splitHistory, windowCharacters } from "@parley/ai/window";
import type { JsonObject } from "@parley/db/schema/columns";
import type { TemplatePerson } from "./prompt-template.ts";
import { instructionsOf } from "./rules.ts";
import type { ChatbotForm } from "./schema.ts";

/** The reply when none could be made. */
export const FALLBACK = "I'm sorry, I can't answer right now. Please try again in a moment.";

/** What is stored about a reply beside its text. */
export type ReplyMarks = { metadata: JsonObject; fallback?: boolean; unanswered?: boolean };

export const fallbackMarks = (error: unknown): ReplyMarks => ({
  metadata: { reason: error instanceof ReplyFailed ? error.reason : "internal" },
  fallback: true,
  unanswered: true,
});

type Speaker = Omit<ChatbotForm, "description" | "metadata" | "knowledgeBase"> & {
  knowledgeBase: { id: string; title: string; content: string }[];
};

export type Talk = {
  chatbot: Speaker;
  client: TemplatePerson;
  /** the message to reply to */
  question: string;
  /** the messages up to and with that one; read only if the reply is made from them */
  recall: () => Promise<{ earlier?: string | undefined; history: Turn[] }>;
};

/**
 * Writes a chatbot's reply in chunks; returns what is stored about it. A message that points to self-harm gets the careful
 * answer, never the model's. @throws ReplyFailed as the engine does.
 */
export async function* speak(
  text: TextEngine,
  { chatbot, client, question, recall }: Talk,
  signal: AbortSignal,
): AsyncGenerator<ReplyChunk, ReplyMarks> {
  if (dangerIn(question) === "self-harm") {
    yield { text: chatbot.dangerAnswer || careAnswer(question) };
    return { metadata: { careful: true } };
  }
  const { earlier, history } = await recall();
  const { name, model, temperature, maxTokens } = chatbot;
  const knowledge = chatbot.knowledgeBase.map(({ id, title, content }) => ({ id, title, text: content }));
  const end = yield* text.reply({
    agent: {
      name,
      model,
      systemPrompt: instructionsOf(chatbot, client),
      temperature: temperature ?? undefined,
      maxTokens: maxTokens ?? undefined,
    },
    knowledge,
    earlier,
    history,
    signal,
  });
  const isUnanswered = knowledge.length > 0 && end.citations.length === 0 && asksSomething(question);
  const metadata = { model: end.model, engine: end.engine, citations: end.citations };
  return { metadata, unanswered: isUnanswered };
}

/** `summedUp`: how many of the oldest turns stand in `earlier` now. */
export type Recalled = { earlier: string | undefined; history: Turn[]; summedUp: number };

/** The history cut to a model's window: what does not fit is replaced by a summary. */
export async function withinWindow(
  text: TextEngine,
  full: { earlier: string | undefined; history: Turn[]; model: string | null; signal: AbortSignal },
): Promise<Recalled> {
  const { earlier, history, model, signal } = full;
  if (splitHistory(history).older.length === 0) return { earlier, history, summedUp: 0 };
  const { older, shown } = splitHistory(history, windowCharacters / 2);
  const summary = await text.summarize({ turns: older, earlier, model, purpose: "context", signal });
  return { earlier: summary.text, history: shown, summedUp: older.length };
}
