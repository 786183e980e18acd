import { session } from "@parley/db/schema/session";
import { sql } from "drizzle-orm";

/** Only messages make a session unread: where all was read before an event of another kind, all is read after it. */
export const stillRead = sql`case when ${session.readSeq} = ${session.seq} then ${session.seq} + 1 else ${session.readSeq} end`;
