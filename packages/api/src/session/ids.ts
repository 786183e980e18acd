import { createHash, randomBytes } from "node:crypto";

/** Lays 6 bytes of time and 10 of chance out as a version 7 UUID (RFC 9562). */
function uuid7From(time: number, chance: Buffer): string {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(time, 0, 6);
  chance.copy(bytes, 6, 0, 10);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** A new UUID, version 7: sorts by the time of its making, carries 74 random bits. */
export function uuid7(now: Date): string {
  return uuid7From(now.getTime(), randomBytes(10));
}

/** What makes a request's ids repeatable: its idempotency key, and when the key first came. */
export type Repeatable = { seed: string; firstAt: Date };

/**
 * The UUID for what a request creates. With an idempotency key it is always the same one, so that a second run
 * of the request meets the first one's row.
 */
export function repeatableId(repeatable: Repeatable | undefined, now: Date): string {
  if (!repeatable) return uuid7(now);
  return uuid7From(repeatable.firstAt.getTime(), createHash("sha256").update(repeatable.seed).digest());
}

/** For one of several ids that a request creates: each part has an id of its own. */
export const partOf = (repeatable: Repeatable | undefined, part: string): Repeatable | undefined =>
  repeatable && { ...repeatable, seed: `${repeatable.seed} ${part}` };

/** An id with a short prefix that says what it names, e.g. `key_0k3…`: 48 bits of time, 80 of chance. */
export function prefixedId(prefix: string, now: Date): string {
  const bytes = Buffer.alloc(6);
  bytes.writeUIntBE(now.getTime(), 0, 6);
  return `${prefix}_${bytes.toString("hex")}${randomBytes(10).toString("hex")}`;
}

/** An id of 24 hex characters as MongoDB makes them: 4 bytes of time, 8 of chance. Repeatable as above. */
export function objectId(repeatable: Repeatable | undefined, now: Date): string {
  const seconds = Buffer.alloc(4);
  seconds.writeUInt32BE(Math.floor((repeatable?.firstAt ?? now).getTime() / 1000) % 2 ** 32);
  const chance = repeatable ? createHash("sha256").update(repeatable.seed).digest() : randomBytes(8);
  return seconds.toString("hex") + chance.toString("hex", 0, 8);
}

/** The id of a message in a session whose messages have no documented ids of their own. */
export function messageId(repeatable: Repeatable | undefined, now: Date): string {
  return repeatable ? `msg_${repeatableId(repeatable, now).replaceAll("-", "")}` : prefixedId("msg", now);
}
