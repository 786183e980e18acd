import { phrasesAsked } from "./phrases.ts";
import { stopWords } from "./stop-words.ts";
import { formsOf } from "./synonyms.ts";
import { plainLower, stem, wordsOf } from "./terms.ts";

/** One thing that a question names or asks for. */
export type Concept = {
  /** The index terms that stand for it, each with a strength from 0 to 1. */
  forms: ReadonlyMap<string, number>;
  /** How much it counts: 1 for a content word. */
  factor: number;
  /** The word as written, to correct its spelling; null for the meaning of a phrase. */
  word: string | null;
};

/** A concept with its weight among those of its question: rarer ones count more. */
export type Weighted = Concept & { weight: number };

/** Further concepts cost time and do not improve the results. */
const maxConcepts = 40;

/** Words of questions that say little about what is asked. */
const weakWords = new Set(
  "able accept accepts add allowed already any anything available bring buy day days detail details else enter ever everything exact exactly excluded find fine found gets give go going gone good great happen happens have help include included info information item items keep kind know late let long look make makes maybe mean means method methods much must need needs new number offer offered ok okay option options people please policy possible put right run runs say see seem show something sort still stuff support supports sure take takes talk thing time times today tomorrow too tonight try type use used using want wants way went work working works would yet"
    .split(" ")
    .map(stem),
);
const weak = 0.3;
/** Words that only questions have, next to the stop words of all texts. */
const unsaid = new Set("whats wheres hows whos whens r u ur pls plz thx later per hi hey hello".split(" "));
/** How much the kind of fact counts that is asked for. */
const factors: Readonly<Record<string, number>> = {
  "#place": 0.4,
  "#number": 0.4,
  "#time": 0.7,
  "#span": 0.8,
};

/** The factor of facts that are always recognized. */
const sure = 0.8;

/** What a question names and asks for. Words that mean the same are one concept. */
export function conceptsOf(question: string): Concept[] {
  const { meanings, rest } = phrasesAsked(plainLower(question));
  const words = wordsOf(rest).filter((word) => !stopWords.has(word) && !unsaid.has(word));
  const terms = [
    ...meanings.map((meaning) => ({ term: stem(meaning), word: null })),
    ...words.map((word) => ({ term: stem(word.slice(0, 60)), word })),
  ];
  const concepts: Concept[] = [];
  for (const { term, word } of terms) {
    if (concepts.length >= maxConcepts) break;
    const forms = formsOf(term);
    const same = concepts.findIndex((other) => other.forms.has(term));
    const known = concepts[same];
    if (known === undefined) {
      concepts.push({ forms, factor: factors[term] ?? (weakWords.has(term) ? weak : 1), word });
    } else if (!term.startsWith("#")) {
      concepts[same] = { ...known, forms: united(known.forms, forms) };
    }
  }
  return concepts;
}

function united(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): Map<string, number> {
  const all = new Map(a);
  for (const [term, strength] of b) all.set(term, Math.max(strength, all.get(term) ?? 0));
  return all;
}

/** Whether it names or asks for something by itself, as weak words don't. */
export function isContent({ factor }: Concept): boolean {
  return factor > weak;
}

/** Whether it asks for a fact that is always recognized by its form, such as a price. Places, times and numbers are not. */
export function asksFact({ forms, factor }: Concept): boolean {
  return factor >= sure && [...forms.keys()].some((term) => term.startsWith("#"));
}

/** Whether it asks for a kind of fact and nothing else, as "how long" does. */
export function namesNothing({ forms }: Concept): boolean {
  return [...forms.keys()].every((term) => term.startsWith("#"));
}

/** Whether the fact that it asks for is among the terms. */
export function hasEvidence({ forms }: Concept, terms: ReadonlySet<string>): boolean {
  return [...forms.keys()].some((term) => term.startsWith("#") && terms.has(term));
}

/** The strength of the strongest of a concept's forms among the terms; 0 for none. */
export function strongest({ forms }: Concept, terms: Iterable<string>): number {
  let most = 0;
  for (const term of terms) most = Math.max(most, forms.get(term) ?? 0);
  return most;
}
