/** Words that are swapped in any context. */
const simple: Record<string, string> = {
  i: "you",
  me: "you",
  my: "your",
  mine: "yours",
  myself: "yourself",
  am: "are",
  "i'm": "you're",
  "i've": "you've",
  "i'd": "you'd",
  "i'll": "you'll",
  we: "you",
  us: "you",
  our: "your",
  ours: "yours",
  ourselves: "yourselves",
  "we're": "you're",
  "we've": "you've",
  "we'd": "you'd",
  "we'll": "you'll",
  your: "my",
  yours: "mine",
  yourself: "myself",
  "you're": "I'm",
  "you've": "I've",
  "you'd": "I'd",
  "you'll": "I'll",
};
const afterMe: Record<string, string> = { was: "were", "wasn't": "weren't" };
const afterYou: Record<string, string> = {
  are: "am",
  were: "was",
  "aren't": "am not",
  "weren't": "wasn't",
};

const adverbs = new Set("really also just still always never often only so very already even".split(" "));
const auxiliaries = new Set(
  "are were do did does can could will would should have had may might must".split(" "),
);
/** Words before "you" that make it a subject; `acting` are words after it that do. */
const introducing = new Set(
  "that if because when what how why where whether than until think believe hope guess".split(" "),
);
const acting = new Set(
  "are were aren't weren't have had do did don't didn't can can't could couldn't will won't would should might must may think know said told say want like love hate need help understand answer get make seem sound look work really always never just".split(
    " ",
  ),
);
const several = new Set("all both guys two people".split(" "));
/** Words after "you" that show it was an object. */
const goingOn = new Set(
  "to for about with in on at from because and but so that if when very a an the more anything something what how again now today".split(
    " ",
  ),
);

/**
 * Swaps the first and the second person: "I lost my keys" gives "you lost your keys". Null where that is ambiguous, as
 * with a generic "you".
 */
export function reflected(clause: string): string | null {
  const words = clause.split(/\s+/).filter((word) => word !== "");
  const out: string[] = [];
  for (const [at, word] of words.entries()) {
    const next = reflectedWord(words, at);
    if (next === null) return null;
    out.push(next + (/[,:]+$/.exec(word)?.[0] ?? ""));
  }
  return out.join(" ");
}

function reflectedWord(words: readonly string[], at: number): string | null {
  const word = bare(words[at]);
  const before = bare(words[at - 1]);
  const after = bare(words[at + 1]);
  if (word === "you") return reflectedYou(before, after, words[at]);
  if (afterYou[word] !== undefined && (before === "you" || after === "you")) return afterYou[word];
  if (afterMe[word] !== undefined && (subjectBefore(words, at) || after === "i" || after === "we"))
    return afterMe[word];
  return simple[word] ?? (words[at] ?? "").replace(/[,:]+$/, "");
}

function reflectedYou(before: string, after: string, written: string | undefined): string | null {
  if (several.has(after)) return null;
  const ends = after === "" || /[,:]$/.test(written ?? "");
  if (auxiliaries.has(before) || (acting.has(after) && !ends)) return "I";
  if (introducing.has(before)) return ends ? null : "I";
  return before !== "" && (ends || goingOn.has(after)) ? "me" : null;
}

/** Whether the subject of the verb at this index is "I" or "we", adverbs between them ignored. */
function subjectBefore(words: readonly string[], at: number): boolean {
  let index = at - 1;
  while (adverbs.has(bare(words[index]))) index--;
  return ["i", "we"].includes(bare(words[index]));
}

function bare(word: string | undefined): string {
  return (word ?? "").toLowerCase().replace(/[,:.]+$/, "");
}
