import { decodeText } from "./decode.ts";
import { DOCUMENT_LIMITS, DocumentError } from "./document-error.ts";
import { firstHeading, titleOfName } from "./heading.ts";
import { kindOf } from "./kind.ts";
import { type Parsed, parseInWorker } from "./parse.ts";

// Exported here as well, since callers of readDocument need them too.
export { DOCUMENT_LIMITS, DocumentError };

/**
 * The text of a document for a knowledge base: .txt, .md, .pdf or .docx, detected by its content and its name.
 * @returns `text` is plain or Markdown, with at most `DOCUMENT_LIMITS.characters`; `title` is the document's own,
 * otherwise the file's name without its extension.
 * @throws DocumentError, or the signal's reason when it is aborted.
 */
export async function readDocument({
  name,
  bytes,
  signal,
}: {
  name: string;
  bytes: Uint8Array;
  signal?: AbortSignal | undefined;
}): Promise<{ title: string; text: string }> {
  if (bytes.byteLength > DOCUMENT_LIMITS.bytes) throw new DocumentError("too-large", name);
  const parsed = await parse(name, bytes, signal);
  if ("fault" in parsed) throw new DocumentError(parsed.fault, name);
  const text = cleaned(parsed.text);
  if (!/[\p{L}\p{N}]/u.test(text)) throw new DocumentError("no-text", name);
  if (text.length > DOCUMENT_LIMITS.characters) throw new DocumentError("too-long", name);
  return { title: parsed.title ?? titleOfName(name), text };
}

async function parse(name: string, bytes: Uint8Array, signal: AbortSignal | undefined): Promise<Parsed> {
  const kind = kindOf(name, bytes);
  if (kind === null) return { fault: "kind" };
  if (kind === "protected") return { fault: "password" };
  if (kind !== "text") return await parseInWorker({ kind, bytes }, { signal });
  const text = (decodeText(bytes) ?? "").replace(/\r\n?/g, "\n");
  return { title: firstHeading(text), text };
}

/** Removes null bytes and lone surrogates, which Postgres rejects, and byte order marks. */
function cleaned(text: string): string {
  return text
    .replaceAll("\u0000", "")
    .replaceAll("\ufeff", "")
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "")
    .trim();
}
