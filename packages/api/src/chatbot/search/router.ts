import { scoped } from "../../trpc.ts";
import { parseCursor, searchInput, toCursor } from "../browse/input.ts";
import { enterAsOwner } from "../gate.ts";
import { searchMessages } from "./store.ts";

/**
 * Searches the messages of the caller's sessions. A match contains every word, the last one also as a prefix. Newest first.
 * @throws VALIDATION_ERROR for an invalid cursor; RATE_LIMITED.
 */
export const searchProcedure = scoped("sessions:read")
  .input(searchInput)
  .query(async ({ ctx, input: { cursor, limit, q, filters } }) => {
    const ownerId = await enterAsOwner(ctx);
    const after = cursor === undefined ? undefined : parseCursor(cursor);
    const found = await searchMessages(ctx.services.db, ownerId, { q, filters, after, limit: limit + 1 });
    const items = found.slice(0, limit);
    const last = items.at(-1);
    const nextCursor = found.length > limit && last ? toCursor({ at: last.createdAt, id: last.id }) : null;
    return { items, nextCursor };
  });
