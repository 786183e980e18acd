/** The client whose fields replace a template's placeholders. */
export type TemplatePerson = {
  name: string;
  email: string | null;
  phoneNumber: string | null;
  metadata: Record<string, unknown>;
};

/** The placeholders of every template. In addition there is one for each key of a client's metadata. */
export const PLACEHOLDERS = ["client.name", "client.email", "client.phoneNumber", "chatbot.name"] as const;
const METADATA = "client.metadata.";

/** The placeholders as a sentence's subject, for API documents. */
export const PLACEHOLDERS_TEXT = [...PLACEHOLDERS, `${METADATA}…`]
  .map((name) => `\`{{${name}}}\``)
  .join(", ")
  .replace(/, (?=[^,]*$)/, " and ");

/** Captures the name, with any spaces around it. Keys of metadata may hold spaces and letters of any language. */
const PLACEHOLDER = /\{\{([^{}]{1,200})\}\}/g;

/**
 * Replaces the placeholders (`{{client.name}}`) of a prompt template. Unknown placeholders stay unchanged, so that the
 * owner notices them.
 */
export function fillTemplate(
  chatbot: { name: string; promptTemplate: string },
  client: TemplatePerson,
): string {
  const always: Record<(typeof PLACEHOLDERS)[number], string> = {
    "client.name": client.name,
    "client.email": client.email ?? "",
    "client.phoneNumber": client.phoneNumber ?? "",
    "chatbot.name": chatbot.name,
  };
  const known: Record<string, unknown> = { ...always };
  for (const [key, value] of Object.entries(client.metadata)) known[METADATA + key] = value;
  return chatbot.promptTemplate.replace(PLACEHOLDER, (whole, inner: string) => {
    const key = inner.trim();
    if (!Object.hasOwn(known, key)) return whole;
    const value = known[key];
    return oneLine(typeof value === "string" ? value : JSON.stringify(value));
  });
}

/** Puts a value on one line and limits its length, so that data can't look like a separate instruction in a prompt. */
export const oneLine = (text: string) => text.replace(/\s+/g, " ").trim().slice(0, 300);

/** A placeholder that no client fills, as it is written, and the known name that it is most like. */
export type UnknownPlaceholder = { written: string; nearest: string | null };

/**
 * Finds the placeholders of a template that stay unfilled for every client, each once. Any `client.metadata.<key>` may
 * be a key of some client.
 */
export function unknownPlaceholders(template: string): UnknownPlaceholder[] {
  const known: readonly string[] = PLACEHOLDERS;
  const found = new Map<string, UnknownPlaceholder>();
  for (const [written, inner = ""] of template.matchAll(PLACEHOLDER)) {
    const name = inner.trim();
    const isDetail = name.startsWith(METADATA) && name !== METADATA;
    if (!isDetail && !known.includes(name)) found.set(written, { written, nearest: nearestTo(name) });
  }
  return [...found.values()];
}

/** The edits, as a share of the longer word, up to which a word is taken for a misspelt one. */
const MISSPELT = 0.4;

function nearestTo(name: string): string | null {
  const plain = name.toLowerCase();
  const own = lastPart(plain);
  if (!plain.startsWith("chatbot")) {
    const field = PLACEHOLDERS.find((known) => {
      const last = lastPart(known.toLowerCase());
      return last === own || (own.length > 3 && last.startsWith(own));
    });
    if (field) return field;
  }
  const [near] = PLACEHOLDERS.map((known) => ({
    known,
    edits: distance(plain, known.toLowerCase()),
  })).sort((one, other) => one.edits - other.edits);
  // "client.room" is like "client.name" as a whole, but not in what tells them apart.
  if (near && isLike(plain, near.known) && isLike(own, lastPart(near.known))) return near.known;
  return plain.startsWith("client.") && own !== "" ? METADATA + name.slice("client.".length) : null;
}

const lastPart = (name: string) => name.split(/[._\s]/).at(-1) ?? "";

function isLike(one: string, known: string): boolean {
  const longest = Math.max(one.length, known.length);
  return distance(one, known.toLowerCase()) <= MISSPELT * longest;
}

/** How many characters to insert, delete or replace until two words are equal (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
