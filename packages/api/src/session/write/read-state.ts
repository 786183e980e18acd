import { sql } from "drizzle-orm";

/**
 * `read_seq` after an event that is not a message of somebody else: only those make a session unread, so an owner who had read
 * everything before the event has read everything after it. Over `session`.
 */
export const readPastEvent = sql`case when session.read_seq = session.seq then session.seq + 1 else session.read_seq end`;
