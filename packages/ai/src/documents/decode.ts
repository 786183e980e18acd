/**
 * The text of a file: UTF-8 or UTF-16 by its mark, else UTF-8 where that fits, else windows-1252, which every old
 * editor on Windows wrote. Null when it is not text: more than one character in a hundred is a control character.
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
