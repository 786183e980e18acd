const spellings: readonly [RegExp, string][] = [
  [/[’‘`´]/g, "'"],
  [/\b(do|does|did|ca|wo|would|could|should|is|are|was|were|has|have|had)nt\b/gi, "$1n't"],
  [/\bi(m|ve)\b/g, "I'$1"],
  [/\bI(M|VE)\b/g, "I'$1"],
  [/\bcannot\b/gi, "can't"],
  [/\b(?:do not|dont)\b/gi, "don't"],
  [/\b(my|your|him|her|it) self\b/gi, "$1self"],
  [/\bwanna\b/gi, "want to"],
  [/\bgonna\b/gi, "going to"],
  [/\bgotta\b/gi, "have to"],
  [/\b(?:u)\b(?=\s+(?:are|r|can|do|know|think)\b)/gi, "you"],
  [/\bi(?=\b(?!\.))(?=['\s])/g, "I"],
];

/**
 * Normalizes spelling: straight apostrophes, "dont" to "don't", "i" to "I", and a text written all in capitals to lower
 * case.
 */
export function tidy(text: string): string {
  let out = isAllCaps(text) ? text.toLowerCase() : text;
  for (const [written, meant] of spellings) out = out.replace(written, meant);
  return out;
}

/** Whether a text of several words is written mostly in capitals. */
export function isAllCaps(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? [];
  const capitals = text.match(/\p{Lu}/gu) ?? [];
  return letters.length >= 8 && /\p{L}\s+\p{L}/u.test(text) && capitals.length >= letters.length * 0.7;
}
