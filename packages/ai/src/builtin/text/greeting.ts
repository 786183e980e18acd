const words =
  "hi+|hey+|hello+|hallo|hola|bonjour|ciao|howdy|greetings|yo|good (?:morning|afternoon|evening|day)|what's up|sup";
const greeting = new RegExp(
  `^(?:(?:oh |well )?(?:${words})\\b(?: (?:there|again|all|everyone|parley|bot|friend)\\b)?)[\\s.!?,…-]*`,
  "i",
);

/** The words without a leading greeting; empty for a greeting alone. */
export function afterGreeting(words: string): string {
  return words.replace(greeting, "");
}
