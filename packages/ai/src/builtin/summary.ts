import { questionIn } from "../asks.ts";
import type { SummaryRequest, Turn } from "../port.ts";
import { isSpoken } from "../window.ts";
import { cut, plainQuote } from "./plain.ts";

/** The parts of a summary, in the order they stand in, with the label that each begins with. */
const parts = { said: "Said:", asked: "Asked:", answered: "Answered with:", open: "Open:" } as const;
type Part = keyof typeof parts;
type Found = Record<Part, string[]>;

/** How many sentences a part holds, and how long they are. With these no summary is longer than 6,000 characters. */
const bounds = {
  context: { sentences: 6, characters: 140, before: 700 },
  report: { sentences: 8, characters: 170, before: 700 },
};
/** A sentence is looked for this far into a turn, and in as much of its end. */
const mostRead = 600;

const madeOf = "Made of the conversation's own sentences, without a language model.";
const beforeLabel = "Before that:";

/**
 * A summary in the conversation's own words: what the person said of themselves, what they asked, the sentence that each
 * answer began with, and the questions that got none. Pure, and bounded in length however long the conversation: the first sentences
 * of each part and the newest are kept. A summary made here goes into the next one part by part; another's is quoted.
 */
export function summaryOf({ turns, earlier = "", purpose, names }: SummaryRequest): string {
  const bound = bounds[purpose];
  const { found: past, rest } = readBack(earlier);
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
  return [`${madeOf}${sides}`, "", ...lines].join("\n").trim();
}

/** The first third and the newest of many. */
function ends(all: readonly string[], most: number): readonly string[] {
  if (all.length <= most) return all;
  const first = Math.floor(most / 3);
  return [...all.slice(0, first), ...all.slice(first - most)];
}

function sentencesFrom(turns: readonly Turn[]): Found {
  const found: Found = { said: [], asked: [], answered: [], open: [] };
  let waiting: string | null = null;
  for (const { role, content } of turns) {
    const text =
      content.length <= 2 * mostRead ? content : `${content.slice(0, mostRead)}\n${content.slice(-mostRead)}`;
    if (role === "assistant") {
      const answer = firstSentence(text);
      if (waiting === null || answer === null) continue;
      if (saysNothing.test(text)) found.open.push(waiting);
      else found.answered.push(answer);
      waiting = null;
      continue;
    }
    const question = questionIn(text);
    if (question !== null) {
      if (waiting !== null) found.open.push(waiting);
      waiting = question;
      found.asked.push(waiting);
    }
    found.said.push(...facts(text, question));
  }
  if (waiting !== null) found.open.push(waiting);
  return found;
}

/** Sentences with a name, a number, an address or a wish in them: what somebody who goes on would need. */
const telling =
  /\b(?:my|our) (?:name|email|e-mail|phone|number|order|address|account|birthday|budget|company)\b|\bI(?:'m| am) called\b|\d{2}|\S@\S+\.\S|\b(?:I|we) (?:want|need|decided|agree|will take|would like|prefer|can't|live|work)\b/i;

function facts(text: string, question: string | null): string[] {
  if (!telling.test(text)) return [];
  return sentencesIn(text)
    .filter((sentence) => telling.test(sentence) && sentence !== question)
    .slice(0, 2);
}

/** Answers that hold none, a model's and the built-in engine's. */
const saysNothing =
  /\bI (?:do not|don't) (?:know|have (?:that|any|this))|\b(?:found nothing|nothing I could quote|none of my texts|say nothing on it|not sure|unable to|can't (?:help|answer|look|know|do) |couldn't find|could not find|don't guess)\b/i;

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

/** One line that can't begin a list, a heading or a label of its own. */
function oneLine(text: string): string {
  return plainQuote(text)
    .replace(/\s+/g, " ")
    .replace(/^[\s>#*+-]+/, "")
    .trim();
}

/** The parts of a summary that was made here, and whatever else stands in it. */
function readBack(summary: string): { found: Found; rest: string } {
  const found: Found = { said: [], asked: [], answered: [], open: [] };
  if (!summary.startsWith(madeOf)) return { found, rest: summary };
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
