import { careAnswer, dangerIn } from "@parley/ai/danger";
import type { ReplyChunk, TextEngine, Turn } from "@parley/ai/port";
import { ReplyFailed } from "@parley/ai/text";
import { splitHistory, windowCharacters } from "@parley/ai/window";
import type { JsonObject } from "@parley/db/schema/columns";
import { isUnanswered } from "../session/reply/unanswered.ts";
import type { TemplatePerson } from "./prompt-template.ts";
import { instructionsOf } from "./rules.ts";
import type { ChatbotForm } from "./schema.ts";

/** The reply that is stored when the engine fails. */
export const FALLBACK = "I'm sorry, I can't answer right now. Please try again in a moment.";

/** What is stored about a reply in addition to its text. */
export type ReplyMarks = { metadata: JsonObject; fallback?: boolean; unanswered?: boolean };

export const fallbackMarks = (error: unknown): ReplyMarks => ({
  metadata: { reason: error instanceof ReplyFailed ? error.reason : "internal" },
  fallback: true,
  unanswered: true,
});

type ReplyingChatbot = Omit<ChatbotForm, "description" | "metadata" | "knowledgeBase"> & {
  knowledgeBase: { id: string; title: string; content: string }[];
};

export type ReplyRequest = {
  chatbot: ReplyingChatbot;
  client: TemplatePerson;
  /** The content of the message to reply to. */
  question: string;
  /** Reads the messages up to and including the question. Called only if the reply depends on them. */
  readHistory: () => Promise<{ earlier?: string | undefined; history: Turn[] }>;
};

/**
 * Generates a chatbot's reply in chunks. A message that suggests self-harm gets the careful answer, never the model's.
 * @returns what is stored about the reply.
 * @throws ReplyFailed when the engine fails.
 */
export async function* generateReply(
  text: TextEngine,
  { chatbot, client, question, readHistory }: ReplyRequest,
  signal: AbortSignal,
): AsyncGenerator<ReplyChunk, ReplyMarks> {
  if (dangerIn(question) === "self-harm") {
    yield { text: chatbot.dangerAnswer || careAnswer(question) };
    return { metadata: { careful: true } };
  }
  const { earlier, history } = await readHistory();
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
  const metadata = { model: end.model, engine: end.engine, citations: end.citations };
  return { metadata, unanswered: isUnanswered(question, knowledge, end.citations) };
}

/** `earlier` is a summary that includes the `summarizedCount` oldest turns; `history` has the others. */
export type WindowedHistory = { earlier: string | undefined; history: Turn[]; summarizedCount: number };

/** Limits a history to the model's context window: the oldest turns are replaced by a summary. */
export async function withinWindow(
  text: TextEngine,
  full: { earlier: string | undefined; history: Turn[]; model: string | null; signal: AbortSignal },
): Promise<WindowedHistory> {
  const { earlier, history, model, signal } = full;
  if (splitHistory(history).older.length === 0) return { earlier, history, summarizedCount: 0 };
  const { older, shown } = splitHistory(history, windowCharacters / 2);
  const summary = await text.summarize({ turns: older, earlier, model, purpose: "context", signal });
  return { earlier: summary.text, history: shown, summarizedCount: older.length };
}
