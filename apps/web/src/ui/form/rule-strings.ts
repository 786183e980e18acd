const article = (noun: string) => (/^[aeiou]/i.test(noun) ? "an" : "a");

/** By the rule that a field breaks: what to do about it. */
export const strings = {
  empty: (label: string) => `Enter ${article(label)} ${label.toLowerCase()}.`,
  email: "Enter an email address, like ann@example.com.",
  phoneNumber: "Enter a phone number, like +49 30 123456.",
  tooLong: (max: string) => `This is too long. Use at most ${max} characters.`,
  tooShort: (min: string) => `This is too short. Use at least ${min} characters.`,
  wholeNumber: (min: string, max: string) => `Enter a whole number from ${min} to ${max}.`,
  number: (min: string, max: string) => `Enter a number from ${min} to ${max}.`,
  tooMany: (max: string, things: string) => `At most ${max} ${things} fit. Remove some.`,
  tooLongInAll: (max: string) => `All texts together are too long. At most ${max} characters fit.`,
  tooLargeInAll: (size: string) => `All together is too long. At most ${size} fit.`,
  future: "Choose a time in the future.",
  tooManyKeys: (max: string) => `You have ${max} keys, which is the most. Revoke one first.`,
  unreadable: "Some characters here are broken. Type the text again, or paste it as plain text.",
  contradicts: (line: string) =>
    `Line ${line} has the same email, but says something else. Keep one of the two.`,
};
