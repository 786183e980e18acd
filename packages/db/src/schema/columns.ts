import { sql } from "drizzle-orm";
import { customType, jsonb, timestamp } from "drizzle-orm/pg-core";

/** Any value that JSON can carry. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** An id. The "C" collation compares bytes, which is several times faster than a language's collation. */
export const id = customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' });

/** A time with millisecond precision, as a JavaScript Date has: a cursor that drops microseconds would skip rows. */
export const moment = (name: string) => timestamp(name, { precision: 3, withTimezone: true });

export const metadata = () => jsonb("metadata").$type<JsonObject>().notNull().default(sql`'{}'::jsonb`);

/** The words of a text, for full-text search. Used in SQL only. */
export const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });
