import { scoped } from "../../trpc.ts";
import { enterAsOwner } from "../gate.ts";
import { browseInput, parseCursor, toCursor } from "./input.ts";
import { browseSessions } from "./store.ts";

/**
 * Lists the caller's sessions for a table, newest first, in pages, without their messages.
 * @throws VALIDATION_ERROR for an invalid cursor; RATE_LIMITED.
 */
export const browseProcedure = scoped("sessions:read")
  .input(browseInput)
  .query(async ({ ctx, input: { cursor, limit, ...filter } }) => {
    const ownerId = await enterAsOwner(ctx);
    const after = cursor === undefined ? undefined : parseCursor(cursor);
    const found = await browseSessions(ctx.services.db, ownerId, filter, { after, limit: limit + 1 });
    const items = found.slice(0, limit);
    const last = items.at(-1);
    const nextCursor = found.length > limit && last ? toCursor({ at: last.createdAt, id: last.id }) : null;
    return { items, nextCursor };
  });
