/**
 * The text of a file: UTF-16 by its byte order mark, otherwise UTF-8 where it is valid, otherwise windows-1252, the
 * encoding of old editors on Windows. Null for a binary file: more than one character in a hundred is a control character.
 */
export function decodeText(bytes: Uint8Array): string | null {
  const text = decoded(bytes);
  const controls = text.match(/(?!\s)\p{Cc}/gu)?.length ?? 0;
  return controls > text.length / 100 ? null : text;
}

function decoded(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
