import { decodeText } from "./decode.ts";
import { baseName } from "./document-error.ts";

/** "zip" may be a Word document, or another archive. */
export type DocumentKind = "text" | "pdf" | "zip";

const textExtensions = new Set(["", "txt", "text", "md", "markdown"]);

/**
 * Detects the kind of a file by its content rather than by its name: a PDF called .txt is a PDF. Without a known
 * signature a file is text if its extension allows that and its bytes decode as text. Null for other kinds.
 */
export function kindOf(name: string, bytes: Uint8Array): DocumentKind | "protected" | null {
  // Some PDFs have bytes of a mail or a printer job before their header, which readers accept.
  if (has(bytes.subarray(0, 1024), "%PDF-")) return "pdf";
  if (has(bytes.subarray(0, 4), "PK\u0003\u0004")) return "zip";
  if (has(bytes.subarray(0, 8), oldOffice)) return has(bytes, encryptedPackage) ? "protected" : null;
  if (!textExtensions.has(extensionOf(name)) || has(bytes.subarray(0, 5), "{\\rtf")) return null;
  return decodeText(bytes) === null ? null : "text";
}

/** "md" for "Notes.MD"; "" without an extension. */
export function extensionOf(name: string): string {
  return /[^.]\.(\w{1,10})$/.exec(baseName(name).trim())?.[1]?.toLowerCase() ?? "";
}

/** The container of .doc, and of a .docx with a password, which has a stream of this name in UTF-16. */
const oldOffice = "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1";
const encryptedPackage = [..."EncryptedPackage"].join("\u0000");

function has(bytes: Uint8Array, text: string): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(text, 0, "latin1");
}
