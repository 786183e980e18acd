import { questionIn } from "../asks.ts";
import type { SummaryRequest, Turn } from "../port.ts";
import { isSpoken } from "../window.ts";
import { cut, plainQuote } from "./text/plain.ts";

/** The parts of a summary in their order, each with its label. */
const parts = { statements: "Said:", questions: "Asked:", answers: "Answered with:", open: "Open:" } as const;
type Part = keyof typeof parts;
type Found = Record<Part, string[]>;

/** The number of sentences in a part, and their length. They bound a summary to 6,000 characters. */
const bounds = {
  context: { sentences: 6, characters: 140, before: 700 },
  report: { sentences: 8, characters: 170, before: 700 },
};
/** Characters of a turn that are read at its beginning, and as many at its end. */
const maxCharactersRead = 600;

const header = "Made of the conversation's own sentences, without a language model.";
const beforeLabel = "Before that:";

/**
 * An extractive summary: facts that the person stated, their questions, the first sentence of each answer, and the
 * unanswered questions. Pure, and bounded in length: each part keeps its first and its newest sentences. An earlier
 * summary is merged part by part if it was generated here, and quoted otherwise.
 */
export function summaryOf({ turns, earlier = "", purpose, names }: SummaryRequest): string {
  const bound = bounds[purpose];
  const { found: past, rest } = parseSummary(earlier);
  const found = sentencesFrom(turns.filter(isSpoken));
  const lines: string[] = [];
  const before = cut(oneLine(rest), bound.before);
  if (before !== "") lines.push(`${beforeLabel} ${before}`, "");
  for (const part of Object.keys(parts) as Part[]) {
    const kept = ends([...new Set([...past[part], ...found[part]])], bound.sentences)
      .map((sentence) => cut(oneLine(sentence), bound.characters))
      .filter((sentence) => sentence !== "");
    if (kept.length > 0) lines.push(parts[part], ...kept.map((sentence) => `- ${sentence}`), "");
  }
  if (lines.length === 0) return "";
  const sides =
    names === undefined ? "" : ` ${cut(oneLine(names.user), 80)} and ${cut(oneLine(names.assistant), 80)}.`;
  return [`${header}${sides}`, "", ...lines].join("\n").trim();
}

/** At most `max` items: the first third of them from the beginning, the others from the end. */
function ends(all: readonly string[], max: number): readonly string[] {
  if (all.length <= max) return all;
  const first = Math.floor(max / 3);
  return [...all.slice(0, first), ...all.slice(first - max)];
}

function sentencesFrom(turns: readonly Turn[]): Found {
  const found: Found = { statements: [], questions: [], answers: [], open: [] };
  let unanswered: string | null = null;
  for (const { role, content } of turns) {
    const text =
      content.length <= 2 * maxCharactersRead
        ? content
        : `${content.slice(0, maxCharactersRead)}\n${content.slice(-maxCharactersRead)}`;
    if (role === "assistant") {
      const answer = firstSentence(text);
      if (unanswered === null || answer === null) continue;
      if (nonAnswer.test(text)) found.open.push(unanswered);
      else found.answers.push(answer);
      unanswered = null;
      continue;
    }
    const question = questionIn(text);
    if (question !== null) {
      if (unanswered !== null) found.open.push(unanswered);
      unanswered = question;
      found.questions.push(question);
    }
    found.statements.push(...facts(text, question));
  }
  if (unanswered !== null) found.open.push(unanswered);
  return found;
}

/** Sentences worth keeping: with a name, a number, an address or a wish. */
const factual =
  /\b(?:my|our) (?:name|email|e-mail|phone|number|order|address|account|birthday|budget|company)\b|\bI(?:'m| am) called\b|\d{2}|\S@\S+\.\S|\b(?:I|we) (?:want|need|decided|agree|will take|would like|prefer|can't|live|work)\b/i;

function facts(text: string, question: string | null): string[] {
  if (!factual.test(text)) return [];
  return sentencesIn(text)
    .filter((sentence) => factual.test(sentence) && sentence !== question)
    .slice(0, 2);
}

/** Phrases of answers that give no information, a model's and the built-in engine's. */
const nonAnswer =
  /\bI (?:do not|don't) (?:know|have (?:that|any|this))|\b(?:found nothing|nothing I could quote|none of my texts|say nothing on (?:it|that)|not sure|unable to|can't (?:help|answer|look|know|do) |couldn't find|could not find|don't guess)\b/i;

function firstSentence(text: string): string | null {
  const quoted = /^> .+/m.exec(text)?.[0].slice(2);
  const sentences = sentencesIn(quoted ?? text);
  return sentences.find((sentence) => sentence.split(/\s/).length > 2) ?? sentences[0] ?? null;
}

function sentencesIn(text: string): string[] {
  return text
    .split(/(?<=[.!?…])\s+|(?<=[。！？])|\n+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

/** The text on one line that can't start a list, a heading or a label. */
function oneLine(text: string): string {
  return plainQuote(text)
    .replace(/\s+/g, " ")
    .replace(/^[\s>#*+-]+/, "")
    .trim();
}

/** The parts of a summary that was generated here, and the rest of its text. */
function parseSummary(summary: string): { found: Found; rest: string } {
  const found: Found = { statements: [], questions: [], answers: [], open: [] };
  if (!summary.startsWith(header)) return { found, rest: summary };
  let rest = "";
  let part: Part | null = null;
  for (const line of summary.split("\n").slice(1)) {
    const label = (Object.keys(parts) as Part[]).find((one) => parts[one] === line);
    if (label !== undefined) part = label;
    else if (line.startsWith(beforeLabel)) rest = line.slice(beforeLabel.length).trim();
    else if (part !== null && line.startsWith("- ")) found[part].push(line.slice(2));
  }
  return { found, rest };
}
