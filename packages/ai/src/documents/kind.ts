import { decodeText } from "./decode.ts";
import { baseName } from "./document-error.ts";

/** "zip" has yet to show that it is a Word document. */
export type DocumentKind = "text" | "pdf" | "zip";

const textEndings = new Set(["", "txt", "text", "md", "markdown"]);

/**
 * What a file is, by its content before its name: a PDF called .txt is a PDF. What begins as none of the others is text when
 * its name allows it and its bytes read as text.
 */
export function kindOf(name: string, bytes: Uint8Array): DocumentKind | "protected" | null {
  // Some PDFs have a few bytes of a mail or a printer before their header; readers allow them.
  if (has(bytes.subarray(0, 1024), "%PDF-")) return "pdf";
  if (has(bytes.subarray(0, 4), "PK\u0003\u0004")) return "zip";
  if (has(bytes.subarray(0, 8), oldOffice)) return has(bytes, encryptedPackage) ? "protected" : null;
  if (!textEndings.has(endingOf(name)) || has(bytes.subarray(0, 5), "{\\rtf")) return null;
  return decodeText(bytes) === null ? null : "text";
}

/** "md" of "Notes.MD"; "" where there is none. */
export function endingOf(name: string): string {
  return /[^.]\.(\w{1,10})$/.exec(baseName(name).trim())?.[1]?.toLowerCase() ?? "";
}

/** The container of .doc, and of a .docx that has a password: then it holds a stream of this name in UTF-16. */
const oldOffice = "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1";
const encryptedPackage = [..."EncryptedPackage"].join("\u0000");

function has(bytes: Uint8Array, text: string): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(text, 0, "latin1");
}
