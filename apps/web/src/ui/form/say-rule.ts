import { strings as words } from "./rule-strings.ts";

const count = (digits: string | undefined) => Number((digits ?? "").replaceAll(",", "")).toLocaleString();

/** The API's rules, and the words for the person who broke one. The second group of a match is used by ranges only. */
const RULES: [RegExp, (first: string | undefined, second: string | undefined) => string][] = [
  [/^must be an email address$/, () => words.email],
  [/^must be a phone number$/, () => words.phoneNumber],
  [/^must be (?:a text of )?at most ([\d,]+) characters$/, (max) => words.tooLong(count(max))],
  // The schema library's own text, where a schema gives none.
  [/^Too big: expected string to have <=(\d+) characters$/, (max) => words.tooLong(count(max))],
  [/^must be at least ([\d,]+) characters$/, (min) => words.tooShort(count(min))],
  [
    /^must be a whole number from ([\d,]+) to ([\d,]+)$/,
    (min, max) => words.wholeNumber(count(min), count(max)),
  ],
  [/^must be a number from ([\d,]+) to ([\d,]+)$/, (min, max) => words.number(count(min), count(max))],
  [/^must hold at most ([\d,]+) (\w+)$/, (max, things) => words.tooMany(count(max), things ?? "")],
  [/^must be at most ([\d,]+) characters in all$/, (max) => words.tooLongInAll(count(max))],
  [/^must be at most (\d+ KB) as JSON$/, (size) => words.tooLargeInAll(size ?? "")],
  [/^must be in the future$/, () => words.future],
  [/^must be at most (\d+); revoke one first$/, (max) => words.tooManyKeys(max ?? "")],
  [/^must not contain null characters or broken Unicode$/, () => words.unreadable],
  [/^must not contradict line (\d+)/, (line) => words.contradicts(line ?? "")],
];

/**
 * Words a rule of the API ("must be an email address") as advice to the person who fills in the field.
 * @param label of the field
 * @param missing what is said if the field is empty, where "Enter a ‹label›" does not fit
 * @returns null for a rule that no words are known for
 */
export function sayRule(rule: string, label: string, missing = words.empty(label)): string | null {
  if (rule === "must not be empty" || rule === "is required") return missing;
  for (const [pattern, say] of RULES) {
    const match = pattern.exec(rule);
    if (match) return say(match[1], match[2]);
  }
  return null;
}
