/**
 * Text in plain words on one line: what may be repeated in an answer. Code, tags, link targets, addresses and every
 * character that Markdown or HTML could give a meaning to are left out, so nothing a person wrote becomes active.
 */
export function plainWords(text: string): string {
  return withoutCode(text)
    .normalize("NFC")
    .replace(/ & /g, " and ")
    .replace(/;/g, ",")
    .replace(/<[^<>]{0,2000}>?/g, " ")
    .replace(/!?\[([^[\]]{0,200})\]\([^()]{0,500}\)/g, "$1")
    .replace(/\b[a-z][a-z\d+.-]{1,20}:(?:\/\/)?[^\s\d]\S*|\bwww\.\S+|[^\s@]{1,100}@\S+/gi, " ")
    .replace(/(?!\u200d)[^\p{L}\p{M}\p{N}\p{Extended_Pictographic}'’ ,.?!…:+%€£$°/-]/gu, " ")
    .replace(/:(?!\d)|(?<!\d):|\/(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])\//gu, " ")
    .replace(/\s+/g, " ")
    .replace(/ +(?=[,.?!…])/g, "")
    .replace(/\bwww\./gi, "www ")
    .trim();
}

/** A quotation from an agent's knowledge. It keeps its lines and its Markdown lists, and loses tags and link targets that are no web address. */
export function plainQuote(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u202a-\u202e\u2066-\u2069\ufeff]|(?!\n)\p{Cc}/gu, " ")
    .replace(
      /!?\[([^[\]]{0,200})\]\(\s*([^()\s]{0,500})[^()]{0,200}\)/g,
      (_, label: string, target: string) => (/^https?:\/\//i.test(target) ? `${label} (${target})` : label),
    )
    .replace(/<\/?[a-z!?][^<>]{0,2000}>?/gi, " ")
    .replace(/<(?=[a-z!/?])/gi, "< ")
    .replace(/(javascript|vbscript|data)\s*:(?=\S)/gi, "$1: ")
    .replace(/^#{1,6}\s+/gm, "")
    .replace(/[^\S\n]+/g, " ")
    .replace(/\n{2,}/g, "\n")
    .trim();
}

/** Without fenced and inline code. */
export function withoutCode(text: string): string {
  return text.replace(/```[\s\S]*?(?:```|$)|`[^`\n]{1,200}`/g, " ");
}

/** The text, at most `most` characters, cut between words. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const head = text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, "");
  const space = head.lastIndexOf(" ");
  return `${(space > most / 2 ? head.slice(0, space) : head).replace(/[\s,;:.]+$/, "")}…`;
}
