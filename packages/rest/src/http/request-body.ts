import { DomainError } from "@parley/api/errors";

export const BODY_MAX_BYTES = 1024 * 1024;

const utf8 = new TextDecoder("utf-8", { fatal: true });
const unreadable = (message: string) => new DomainError("VALIDATION_ERROR", message);

/**
 * The request's body as UTF-8 text, regardless of its content type; empty when there is none.
 * @throws DomainError PAYLOAD_TOO_LARGE above `maxBytes`; VALIDATION_ERROR when it is incomplete or not UTF-8.
 */
export async function readBody(request: Request, maxBytes = BODY_MAX_BYTES): Promise<string> {
  const bytes = await readBytes(request, maxBytes);
  try {
    return utf8.decode(bytes);
  } catch {
    throw unreadable("The body must be text in UTF-8");
  }
}

const EMPTY = new Uint8Array();

/**
 * The request's body as bytes; empty when there is none.
 * @throws DomainError PAYLOAD_TOO_LARGE above `maxBytes`; VALIDATION_ERROR when it is incomplete.
 */
export async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  const length = request.headers.get("content-length");
  if (length === "0") return EMPTY;
  if (length === null && !request.headers.has("transfer-encoding")) return EMPTY;
  if (Number(length) > maxBytes) throw tooLarge(maxBytes);
  return length === null ? readChunks(request, maxBytes) : readAll(request);
}

/** Needs no count of its own: Node rejects a body longer than its content length. */
const readAll = async (request: Request) =>
  new Uint8Array(await request.arrayBuffer().catch(() => incomplete()));

async function readChunks(request: Request, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  while (reader) {
    const { value, done } = await reader.read().catch(() => incomplete());
    if (done) break;
    size += value.byteLength;
    if (size > maxBytes) {
      await reader.cancel().catch(() => {});
      throw tooLarge(maxBytes);
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks);
}

function incomplete(): never {
  throw unreadable("The body broke off");
}

const tooLarge = (maxBytes: number) =>
  new DomainError("PAYLOAD_TOO_LARGE", `The body must be at most ${maxBytes / 1024} KB`, { maxBytes });

/**
 * The JSON in a body; undefined when it is empty.
 * @throws DomainError VALIDATION_ERROR.
 */
export function parseJson(text: string): unknown {
  if (text.trim() === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable("The body is not valid JSON");
  }
}
