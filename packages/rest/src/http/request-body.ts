import { DomainError } from "@parley/api/errors";

export const BODY_MAX_BYTES = 1024 * 1024;

const utf8 = new TextDecoder("utf-8", { fatal: true });
const unreadable = (message: string) => new DomainError("VALIDATION_ERROR", message);

/**
 * The request's body as text, whatever its content type says; empty when there is none.
 * @throws DomainError PAYLOAD_TOO_LARGE above `maxBytes`; VALIDATION_ERROR when it is cut off or not UTF-8.
 */
export async function readBody(request: Request, maxBytes = BODY_MAX_BYTES): Promise<string> {
  const bytes = await readBytes(request, maxBytes);
  try {
    return utf8.decode(bytes);
  } catch {
    throw unreadable("The body must be text in UTF-8");
  }
}

const NOTHING = new Uint8Array();

/**
 * The request's body as it is; empty when there is none.
 * @throws DomainError PAYLOAD_TOO_LARGE above `maxBytes`; VALIDATION_ERROR when it is cut off.
 */
export async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  const length = request.headers.get("content-length");
  if (length === "0") return NOTHING;
  if (length === null && !request.headers.has("transfer-encoding")) return NOTHING;
  if (Number(length) > maxBytes) throw tooLarge(maxBytes);
  return length === null ? gathered(request, maxBytes) : whole(request);
}

/** Node holds the body to the length that it announced. */
const whole = async (request: Request) =>
  new Uint8Array(await request.arrayBuffer().catch(() => brokenOff()));

async function gathered(request: Request, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  while (reader) {
    const { value, done } = await reader.read().catch(() => brokenOff());
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

function brokenOff(): never {
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
