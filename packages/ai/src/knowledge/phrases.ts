/*
 * Phrases of several words with one meaning, as patterns for plain lower-case text. A group in a pattern holds words
 * that have a meaning of their own.
 */

type Phrases = readonly (readonly [meaning: string, pattern: RegExp])[];

/** In texts and in questions. */
const phrases: Phrases = [
  ["return", /\b(?:send|sent|sending|give|giving|bring|bringing|take|taking) ((?:\w+ ){0,3}?)back\b/],
  ["refund", /\bmoney (?:goes )?back\b|\bpay ((?:\w+ ){0,3}?)back\b/],
  ["free", /\bfree of charge\b|\b(?:no|without) (?:charge|cost|extra cost)s?\b|\bcosts? nothing\b/],
  [
    "costless",
    /\b(?:is|are|be) (?:\w+ ){0,2}free\b|\bfree (?:plan|version|tier|delivery|shipping|entry|of charge)\b/,
  ],
  ["discount", /\d ?%|\bpercent off\b/],
  ["offline", /\bwithout (?:an? |any )?(?:internet |network )?connection\b/],
  ["twofactor", /\b2fa\b|\bmfa\b|\btwo[- ]factor\b|\b2[- ]step\b|\btwo[- ]step\b/],
  ["wifi", /\bwi-?fi\b|\bwireless internet\b/],
  ["login", /\b(?:log|sign)(?:ging|ing)?[- ]?in\b/],
  ["signup", /\bsign(?:ing)?[- ]?up\b|\bregister\b|\bcreate an account\b/],
  ["checkin", /\bcheck(?:ing)?[- ]?in\b/],
  ["checkout", /\bcheck(?:ing)?[- ]?out\b/],
  ["email", /\be-?mails?(?: address)?\b/],
  ["excluded", /\b(?:can't|cannot|can not|excluded|except|not (?:allowed|possible|included))\b/],
  ["open", /\bopening (?:hours|times)\b|\b(?:business|office) hours\b/],
];

/** Only in questions: what is asked for. */
const asked: Phrases = [
  ["costless", /\bfree$/],
  ["track", /\bwhere(?:'s|s| is| are)? my (?:order|parcel|package|delivery|shipment|stuff|items?)\b/],
  ["email", /\be-?mail add?ress?\b/],
  ["phone", /\b(?:(?:tele)?phone|mobile|your|ur) number\b/],
  [
    "price",
    /\bhow (?:expensive|cheap|pricey)\b|\bhow much (?=(?:is|are|was|do|does|did|would|will|for|to|it|cost)\b)|\bhow much$|\b(?:have|need|must|do) (?:i |to |we )*(?:have to |need to )?pay (?:for|extra|anything|a)\b/,
  ],
  [
    "#span",
    /\bhow (?:long|soon|fast|quick|quickly|many (?:minutes|hours|days|weeks|months|years))\b(?: does it take\b)?/,
  ],
  [
    "contact",
    /\b(?:get|be) in (?:touch|contact)\b|\b(?:talk|speak|write) (?:to|with) (?:you|some|a |an |the )/,
  ],
  [
    "location",
    /\bwhere (?:are|r) (?:you|u)\b(?: located| based)?|\bwhere(?:'s| is) (?:your|the) (?:shop|store|office|practice|place|studio|house)\b|\bhow (?:do|can) (?:i|we) (?:get|come) (?:there|to you|here)\b|\bdirections\b|\bfind you\b/,
  ],
  ["#time", /\bwhen\b|\b(?:what|which) (?:time|day|days|hours|date)\b/],
  ["#place", /\bwhere\b/],
  ["#number", /\bhow (?:many|much|far|old|big|large|tall|high|deep)\b/],
];

/** The meanings of the phrases in a text. */
export function phrasesIn(text: string): string[] {
  return phrases.filter(([, pattern]) => pattern.test(text)).map(([meaning]) => meaning);
}

/** The meanings of the phrases in a question, and the words that are left. */
export function phrasesAsked(question: string): { meanings: string[]; rest: string } {
  const meanings: string[] = [];
  let rest = question;
  for (const [meaning, pattern] of [...asked, ...phrases]) {
    if (!pattern.test(rest)) continue;
    meanings.push(meaning);
    rest = rest.replace(pattern, (_, between: unknown) =>
      typeof between === "string" ? ` ${between} ` : " ",
    );
  }
  return { meanings, rest };
}
