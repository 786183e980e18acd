/** The limits of a document. */
export const DOCUMENT_LIMITS = {
  /** Bytes of the file. */
  bytes: 10_000_000,
  /** Characters of its text. */
  characters: 400_000,
  /** Milliseconds to read it, without the time in the queue. */
  milliseconds: 20_000,
} as const;

/** Why a document can't be read: see the sentences below. */
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

/** A document that can't be read. `message` is one sentence for users that names the file and the rule. */
export class DocumentError extends Error {
  override readonly name = "DocumentError";
  readonly fault: DocumentFault;

  constructor(fault: DocumentFault, file: string) {
    super(`“${shownName(file)}” ${sentences[fault]}`);
    this.fault = fault;
  }
}

/** A file's name without its folder, on one line. */
function shownName(file: string): string {
  const name = baseName(file)
    .replace(/[\p{C}\s]+/gu, " ")
    .trim();
  return name === "" ? "The document" : name.length > 80 ? `${[...name].slice(0, 79).join("")}…` : name;
}

/** The last part of a path, with slashes or backslashes. */
export function baseName(file: string): string {
  return file.split(/[\\/]/).at(-1) ?? file;
}
