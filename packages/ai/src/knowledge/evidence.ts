/** A fact that a kind of question asks for, recognized by its form. The marks are index terms; "#" is in no word. */
export type Evidence = "#price" | "#time" | "#span" | "#address" | "#place" | "#phone" | "#email" | "#number";

const small = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve";
const patterns: readonly (readonly [Evidence, RegExp])[] = [
  [
    "#price",
    /[€$£]\s?\d|\d\s?[€$£]|\d\s?(?:eur|euros?|usd|dollars?|gbp|pounds?|chf|francs?|cents?)\b|\bfree\b(?! to\b)|\b(?:no|without|extra) (?:charge|cost)s?\b|\bcosts? nothing\b/i,
  ],
  [
    "#time",
    /\b(?:at|from|until|till|between) (?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b(?![.,]?\d|\s?[€$£%]| (?:\w+ )?(?:days?|weeks?|months?|years?|hours?|minutes?|euros?|dollars?|pounds?|francs?|cents?|percent|kg|km|people|persons?|guests?|items?|pieces?))|\b\d{1,2}:\d{2}\b|\b\d{1,2}\s?(?:[ap]m\b|[ap]\.m\.|o['’]clock|uhr\b)|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\bweek(?:day|end)s?\b|\b(?:january|february|march|april|may|june|july|august|september|october|november|december) |\b(?:daily|noon|midnight|christmas|easter)\b/i,
  ],
  [
    "#span",
    new RegExp(
      `\\b(?:\\d+|an?|${small}|several|few|same)(?:[- ](?:working|business|full))?[- ](?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?)\\b|\\bat once\\b|\\bimmediately\\b`,
      "i",
    ),
  ],
  [
    "#address",
    /\b(?:street|road|lane|avenue|square|drive) \d|\d[a-z]? \p{L}+ (?:street|st\.|road|rd\.|lane|avenue|ave\.|square|drive)|\p{L}(?:stra(?:ß|ss)e|str\.|gasse|platz|straat|weg) \d|\b(?:located|situated)\b|\b(?:we are|is|us) at \p{L}/iu,
  ],
  [
    "#place",
    /\b(?:street|road|lane|avenue|square|floor|next to|opposite|behind|in front of|at the (?:top|bottom)|below|above)\b|\b(?:in|under|on) [“"]|→|\p{L}(?:stra(?:ß|ss)e|gasse|platz|straat|weg)\b/iu,
  ],
  ["#phone", /(?<![\d.,])\+?\d[\d ()/-]{6,}\d/],
  ["#email", /\S@\S+\.\S/],
  ["#number", new RegExp(`\\d|\\b(?:${small})\\b`, "i")],
];

/** The kinds of facts that a text holds. */
export function evidenceIn(text: string): Evidence[] {
  return patterns.filter(([, pattern]) => pattern.test(text)).map(([mark]) => mark);
}
