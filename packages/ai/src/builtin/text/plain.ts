/**
 * Text in plain words on one line, safe to repeat in an answer: without code, tags, link targets, addresses and any
 * character with a meaning in Markdown or HTML.
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

/** A quotation from an agent's knowledge. Keeps lines and Markdown lists; removes tags, and link targets other than web addresses. */
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

/** The text in at most `max` characters, cut between words. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const head = text.slice(0, max - 1).replace(/[\ud800-\udbff]$/, "");
  const space = head.lastIndexOf(" ");
  return `${(space > max / 2 ? head.slice(0, space) : head).replace(/[\s,;:.]+$/, "")}…`;
}
