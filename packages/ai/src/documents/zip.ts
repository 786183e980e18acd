import { crc32, inflateRawSync } from "node:zlib";

/** An archive that can't be read, with the reason. */
export class ZipFault extends Error {
  readonly fault: "damaged" | "password" | "too-heavy";
  constructor(fault: ZipFault["fault"]) {
    super(fault);
    this.fault = fault;
  }
}

/** The parts of an archive that `wanted` selects, unpacked to at most `maxBytes` in total. Throws ZipFault. */
export function partsOf(
  zip: Buffer,
  wanted: (name: string) => boolean,
  maxBytes: number,
): Map<string, Buffer> {
  const parts = new Map<string, Buffer>();
  let room = maxBytes;
  try {
    for (const entry of entriesOf(zip)) {
      if (!wanted(entry.name)) continue;
      if (entry.encrypted) throw new ZipFault("password");
      const part = unpacked(zip, entry, room);
      room -= part.length;
      if (room < 0) throw new ZipFault("too-heavy");
      parts.set(entry.name, part);
    }
  } catch (error) {
    throw error instanceof ZipFault ? error : new ZipFault("damaged");
  }
  return parts;
}

type Entry = { name: string; encrypted: boolean; method: number; packedBytes: number; at: number };

/** Word documents have a few dozen. */
const maxEntries = 10_000;

/** The entries of the central directory. ZIP64 is not supported: documents are far below 4 GB. */
function* entriesOf(zip: Buffer): Generator<Entry> {
  const end = zip.lastIndexOf("PK\u0005\u0006", undefined, "latin1");
  const count = zip.readUInt16LE(end + 10);
  if (end < 0 || count > maxEntries) throw new ZipFault("damaged");
  let at = zip.readUInt32LE(end + 16);
  for (let number = 0; number < count; number++) {
    if (zip.readUInt32LE(at) !== 0x02014b50) throw new ZipFault("damaged");
    const nameLength = zip.readUInt16LE(at + 28);
    const extraLength = zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
    yield {
      name: zip.toString("utf8", at + 46, at + 46 + nameLength),
      encrypted: (zip.readUInt16LE(at + 8) & 1) === 1,
      method: zip.readUInt16LE(at + 10),
      packedBytes: zip.readUInt32LE(at + 20),
      at: zip.readUInt32LE(at + 42),
    };
    at += 46 + nameLength + extraLength;
  }
}

/** Unpacks up to `max` bytes. The sizes that the archive declares are not trusted. */
function unpacked(zip: Buffer, { at, method, packedBytes }: Entry, max: number): Buffer {
  if (zip.readUInt32LE(at) !== 0x04034b50) throw new ZipFault("damaged");
  const from = at + 30 + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28);
  const packed = zip.subarray(from, from + packedBytes);
  if (packed.length < packedBytes) throw new ZipFault("damaged");
  if (method === 0) return packed;
  if (method !== 8) throw new ZipFault("damaged");
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(max, 1) });
  } catch (error) {
    const tooLarge = error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
    throw new ZipFault(tooLarge ? "too-heavy" : "damaged");
  }
}

/** An archive of these parts, uncompressed. */
export function archiveOf(parts: ReadonlyMap<string, Buffer>): Buffer {
  const files: Buffer[] = [];
  const list: Buffer[] = [];
  let at = 0;
  for (const [name, part] of parts) {
    const title = Buffer.from(name);
    const sizes = Buffer.alloc(20);
    sizes.writeUInt16LE(0x0800, 0); // the name is UTF-8
    sizes.writeUInt32LE(crc32(part), 8);
    sizes.writeUInt32LE(part.length, 12);
    sizes.writeUInt32LE(part.length, 16);
    const lengths = Buffer.alloc(4);
    lengths.writeUInt16LE(title.length);
    const offset = Buffer.alloc(4);
    offset.writeUInt32LE(at);
    files.push(Buffer.from("PK\u0003\u0004\u0014\u0000", "latin1"), sizes, lengths, title, part);
    list.push(
      Buffer.from("PK\u0001\u0002\u0014\u0000\u0014\u0000", "latin1"),
      sizes,
      lengths,
      Buffer.alloc(10),
      offset,
      title,
    );
    at += 30 + title.length + part.length;
  }
  const listed = Buffer.concat(list);
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006", "latin1");
  end.writeUInt16LE(parts.size, 8);
  end.writeUInt16LE(parts.size, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...files, listed, end]);
}
