import type { Db } from "@parley/db/client";
import { client } from "@parley/db/schema/chatbot";
import { and, desc, eq, isNull, or, sql } from "drizzle-orm";
import { containsPattern } from "../../session/read/contains.ts";
import { copyNames } from "../../session/write/rename.ts";
import type { DirectoryPage } from "../chatbots/store.ts";
import type { Client, ClientForm } from "../schema.ts";
import { clientColumns, toClient } from "../session-row.ts";

const isLive = (id: string, ownerId: string) =>
  and(eq(client.id, id), eq(client.ownerId, ownerId), isNull(client.deletedAt));

/** Reads and writes of clients, each limited to one owner. */
export function clientStore(db: Db) {
  async function find(id: string, ownerId: string): Promise<Client | undefined> {
    const [row] = await db.select(clientColumns).from(client).where(isLive(id, ownerId));
    return row && toClient(row);
  }

  return {
    /** Returns undefined when the client does not exist or was deleted. */
    find,

    /** Lists clients, newest first. */
    async list(ownerId: string, page: DirectoryPage): Promise<{ items: Client[]; total: number }> {
      const pattern = page.search ? containsPattern(page.search) : undefined;
      const matches = and(
        eq(client.ownerId, ownerId),
        isNull(client.deletedAt),
        pattern ? or(sql`${client.name} ilike ${pattern}`, sql`${client.email} ilike ${pattern}`) : undefined,
      );
      const [rows, total] = await Promise.all([
        db
          .select(clientColumns)
          .from(client)
          .where(matches)
          .orderBy(desc(client.createdAt), desc(client.id))
          .limit(page.limit)
          .offset(page.skip),
        db.$count(client, matches),
      ]);
      return { items: rows.map(toClient), total };
    },

    /** Rejects with a unique violation when the id is taken. */
    async create(id: string, ownerId: string, form: ClientForm, now: Date): Promise<Client> {
      const [row] = await db
        .insert(client)
        .values({ id, ownerId, ...form, createdAt: now, updatedAt: now })
        .returning(clientColumns);
      if (!row) throw new Error("the insert returned no row");
      return toClient(row);
    },

    /** @returns undefined when the client does not exist, or its version is not `ifVersion`. */
    async update(
      id: string,
      ownerId: string,
      changes: { [K in keyof ClientForm]?: ClientForm[K] | undefined },
      ifVersion: number | undefined,
      now: Date,
    ): Promise<Client | undefined> {
      const isExpected = ifVersion === undefined ? undefined : eq(client.version, ifVersion);
      return db.transaction(async (tx) => {
        const [row] = await tx
          .update(client)
          .set({ ...changes, updatedAt: now, version: sql`${client.version} + 1` })
          .where(and(isLive(id, ownerId), isExpected))
          .returning(clientColumns);
        if (row && changes.name !== undefined) await copyNames(tx, "person", ownerId, [row]);
        return row && toClient(row);
      });
    },

    /** Marks a client as deleted and erases its contact details. The name stays, because past sessions show it. */
    async remove(id: string, ownerId: string, now: Date): Promise<boolean> {
      const rows = await db
        .update(client)
        .set({
          deletedAt: now,
          updatedAt: now,
          version: sql`${client.version} + 1`,
          email: null,
          phoneNumber: null,
          metadata: {},
        })
        .where(isLive(id, ownerId))
        .returning({ id: client.id });
      return rows.length > 0;
    },
  };
}
