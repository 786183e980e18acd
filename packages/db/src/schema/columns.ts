import { sql } from "drizzle-orm";
import { customType, jsonb, timestamp } from "drizzle-orm/pg-core";

/** Any value that JSON can carry. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** An id. Byte order is enough for ids and is several times cheaper to compare than a language's order. */
export const id = customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' });

/**
 * A moment, to the millisecond: a JavaScript Date holds no more, and a page cursor that loses microseconds
 * loses rows with them.
 */
export const moment = (name: string) => timestamp(name, { precision: 3, withTimezone: true });

export const metadata = () => jsonb("metadata").$type<JsonObject>().notNull().default(sql`'{}'::jsonb`);

/** The words of a text, prepared for full-text search. Read and written in SQL only. */
export const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });
