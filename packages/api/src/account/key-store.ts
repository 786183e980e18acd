import { hash, randomBytes } from "node:crypto";
import type { Db } from "@parley/db/client";
import { apiKey } from "@parley/db/schema/access";
import { and, count, desc, eq, isNull, sql } from "drizzle-orm";
import { prefixedId } from "../session/ids.ts";
import type { Scope } from "./schema.ts";

export type ApiKey = {
  id: string;
  name: string;
  scopes: Scope[];
  /** The key's first characters. */
  preview: string;
  createdAt: string;
  lastUsedAt: string | null;
  expiresAt: string | null;
  revokedAt: string | null;
};

export type KeyStore = ReturnType<typeof keyStore>;

export const KEY_PREFIX = "pk_";
const PREVIEW_CHARACTERS = 9;

/**
 * Secrets are stored as this hash only: it verifies a secret, and reveals none. They are random, so it needs no salt.
 */
export const hashSecret = (secret: string) => hash("sha256", secret, "hex");

export function keyStore(db: Db) {
  const find = db
    .select()
    .from(apiKey)
    .where(and(eq(apiKey.hash, sql.placeholder("hash")), isNull(apiKey.revokedAt)))
    .prepare("api_key_find");

  return {
    /** @returns the key's row and the key itself, which is not stored and can't be read again. */
    async create(
      ownerId: string,
      name: string,
      scopes: Scope[],
      expiresAt: Date | null,
      now: Date,
    ): Promise<ApiKey & { key: string }> {
      const key = KEY_PREFIX + randomBytes(24).toString("base64url");
      const row = {
        id: prefixedId("key", now),
        ownerId,
        name,
        hash: hashSecret(key),
        preview: key.slice(0, PREVIEW_CHARACTERS),
        scopes,
        expiresAt,
        createdAt: now,
      };
      await db.insert(apiKey).values(row);
      return { ...toApiKey({ ...row, lastUsedAt: null, revokedAt: null }), key };
    },

    async list(ownerId: string): Promise<ApiKey[]> {
      const rows = await db
        .select()
        .from(apiKey)
        .where(eq(apiKey.ownerId, ownerId))
        .orderBy(desc(apiKey.createdAt));
      return rows.map(toApiKey);
    },

    /** Counts the keys that are not revoked. */
    async countValid(ownerId: string): Promise<number> {
      const [row] = await db
        .select({ n: count() })
        .from(apiKey)
        .where(and(eq(apiKey.ownerId, ownerId), isNull(apiKey.revokedAt)));
      return row?.n ?? 0;
    },

    /**
     * @returns the hash of the key, whether this call revoked it or an earlier one; undefined when there is no such
     * key.
     */
    async revoke(id: string, ownerId: string, now: Date): Promise<string | undefined> {
      const [row] = await db
        .update(apiKey)
        .set({ revokedAt: sql`coalesce(${apiKey.revokedAt}, ${now.toISOString()}::timestamptz)` })
        .where(and(eq(apiKey.id, id), eq(apiKey.ownerId, ownerId)))
        .returning({ hash: apiKey.hash });
      return row?.hash;
    },

    /** Finds a key that is not revoked. The caller checks whether it has expired. */
    async findByHash(hash: string) {
      const [row] = await find.execute({ hash });
      return (
        row && { id: row.id, ownerId: row.ownerId, scopes: row.scopes as Scope[], expiresAt: row.expiresAt }
      );
    },

    async touch(id: string, now: Date): Promise<void> {
      await db.update(apiKey).set({ lastUsedAt: now }).where(eq(apiKey.id, id));
    },
  };
}

function toApiKey(row: Omit<typeof apiKey.$inferSelect, "hash" | "ownerId">): ApiKey {
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes as Scope[],
    preview: row.preview,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}
