/** What a document may be at most. */
export const DOCUMENT_LIMITS = {
  /** Bytes of the file. */
  bytes: 10_000_000,
  /** Characters of its text. */
  characters: 400_000,
  /** Milliseconds to read it, without the time it waits for others. */
  milliseconds: 20_000,
} as const;

/** What a document broke: see the sentences below. */
export type DocumentFault =
  | "kind"
  | "too-large"
  | "no-text"
  | "password"
  | "damaged"
  | "too-slow"
  | "too-heavy"
  | "too-long";

const sentences: Record<DocumentFault, string> = {
  kind: "is not a document that can be read here: those are text, Markdown, PDF and Word (.docx).",
  "too-large": `is larger than ${DOCUMENT_LIMITS.bytes / 1_000_000} MB.`,
  "no-text": "holds no text. A scan has to go through text recognition first.",
  password: "is protected by a password. Save it without one.",
  damaged: "is damaged and can't be read.",
  "too-slow": `takes longer than ${DOCUMENT_LIMITS.milliseconds / 1000} seconds to read.`,
  "too-heavy": "takes too much memory to read: what is packed in it is far larger than the file.",
  "too-long": `is longer than ${DOCUMENT_LIMITS.characters.toLocaleString("en")} characters of text. Split it.`,
};

/** A document that can't be taken in. `message` is one plain sentence that names the file and the rule; it may be shown. */
export class DocumentError extends Error {
  override readonly name = "DocumentError";
  readonly fault: DocumentFault;

  constructor(fault: DocumentFault, file: string) {
    super(`“${shownName(file)}” ${sentences[fault]}`);
    this.fault = fault;
  }
}

/** A file's name, without its folder and anything that would not show on one line. */
function shownName(file: string): string {
  const name = baseName(file)
    .replace(/[\p{C}\s]+/gu, " ")
    .trim();
  return name === "" ? "The document" : name.length > 80 ? `${[...name].slice(0, 79).join("")}…` : name;
}

/** The last part of a path, of either kind of slash. */
export function baseName(file: string): string {
  return file.split(/[\\/]/).at(-1) ?? file;
}
