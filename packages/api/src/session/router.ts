import { whileAllowed } from "../account/while-allowed.ts";
import { DomainError, invalid } from "../errors.ts";
import { type ActorContext, router, scoped } from "../trpc.ts";
import { enterAny, notFound, takeAccountLimit } from "./access/gate.ts";
import { readAny, removeAny, tellAny } from "./kinds.ts";
import { watchSession } from "./live/watch.ts";
import { watchOwner } from "./live/watch-owner.ts";
import type { InboxCursor, InboxItem } from "./read/inbox.ts";
import {
  inboxEventsInput,
  inboxListInput,
  isTellable,
  sessionEventsInput,
  sessionIdInput,
  sessionMessagesInput,
  sessionUpdateInput,
} from "./schema.ts";

/** Sessions of every kind, as their owner sees them: an expired one can still be read here. */
export const sessionsRouter = router({
  /** Newest activity first; those that are pinned lead the first page. */
  list: scoped("sessions:read")
    .input(inboxListInput)
    .query(async ({ ctx, input }): Promise<{ items: InboxItem[]; nextCursor: string | null }> => {
      const ownerId = await enterInbox(ctx);
      const { inbox, clock } = ctx.services;
      const { cursor: given, limit, ...filter } = { ...input, ownerId };
      const cursor = given === undefined ? undefined : parseCursor(given);
      const now = clock();
      const [pinned, page] = await Promise.all([
        cursor ? [] : inbox.pinned(filter, now),
        inbox.page(filter, cursor, limit + 1, now),
      ]);
      const shown = page.slice(0, limit);
      const last = shown.at(-1);
      return {
        items: [...pinned, ...shown],
        nextCursor: page.length > limit && last ? toCursor(last) : null,
      };
    }),

  /** @throws SESSION_NOT_FOUND. */
  get: scoped("sessions:read")
    .input(sessionIdInput)
    .query(async ({ ctx, input }) => {
      return read(ctx, await enterOwn(ctx, input.id));
    }),

  /** A page of messages, newest first. */
  messages: scoped("sessions:read")
    .input(sessionMessagesInput)
    .query(async ({ ctx, input: { sessionId, ...page } }) => {
      const { id, ownerId } = await enterOwn(ctx, sessionId);
      return ctx.services.sessions.messages(id, ownerId, page);
    }),

  /** Names, pins or archives a session; none of it moves it in the list. */
  update: scoped("sessions:write")
    .input(sessionUpdateInput)
    .mutation(async ({ ctx, input: { id: sessionId, ...changes } }) => {
      const own = await enterAsOwner(ctx, sessionId);
      const { id, ownerId } = own;
      const { inbox, bus, clock } = ctx.services;
      if (!(await inbox.update(id, ownerId, changes, clock()))) throw notFound(id);
      bus.publish({ ownerId, sessionId: id });
      return read(ctx, own);
    }),

  /** Removes a session and its messages for good. @throws SESSION_NOT_FOUND. */
  delete: scoped("sessions:manage")
    .input(sessionIdInput)
    .mutation(async ({ ctx, input }) => {
      const { id, ownerId, kind } = await enterAsOwner(ctx, input.id);
      if (!(await removeAny(ctx.services, kind, id, ownerId))) throw notFound(id);
      ctx.services.bus.publish({ ownerId, sessionId: id });
      return { id };
    }),

  /** Says that its owner has seen all that happened in it. */
  markRead: scoped("sessions:write")
    .input(sessionIdInput)
    .mutation(async ({ ctx, input }) => {
      const { id, ownerId } = await enterAsOwner(ctx, input.id);
      await ctx.services.inbox.markRead(id, ownerId);
      ctx.services.bus.publish({ ownerId, sessionId: id });
      return { id };
    }),

  /** What happens in a session from now on, or since `lastEventId`. */
  events: scoped("sessions:read")
    .input(sessionEventsInput)
    .subscription(async function* ({ ctx, input, signal }) {
      const { id, ownerId, kind } = await enterOwn(ctx, input.sessionId);
      const after = input.lastEventId === undefined ? undefined : Number(input.lastEventId);
      const readNow = () => readAny(ctx.services, kind, id, ownerId);
      yield* whileAllowed(ctx, signal, (allowed) =>
        watchSession(ctx.services, { sessionId: id, ownerId, after, read: readNow, signal: allowed }),
      );
    }),

  /** A hint for each of the caller's sessions in which something happened; `sessionId` null: look at all of them. */
  inboxEvents: scoped("sessions:read")
    .input(inboxEventsInput)
    .subscription(async function* ({ ctx, signal }) {
      const ownerId = await enterInbox(ctx);
      yield* whileAllowed(ctx, signal, (allowed) => watchOwner(ctx.services.bus, ownerId, allowed));
    }),
});

async function enterOwn(ctx: ActorContext, id: string) {
  await takeAccountLimit(ctx);
  return enterAny(ctx, id);
}

/** For what is the owner's own view of a session. Its token speaks for the outside user, who has no part in that. */
async function enterAsOwner(ctx: ActorContext, id: string) {
  const own = await enterOwn(ctx, id);
  if (ctx.actor.type === "session")
    throw new DomainError("FORBIDDEN", "This is for the session's owner alone");
  return own;
}

async function enterInbox(ctx: ActorContext): Promise<string> {
  if (ctx.actor.type === "session")
    throw new DomainError("FORBIDDEN", "A session's token opens that session alone");
  await takeAccountLimit(ctx);
  return ctx.actor.ownerId;
}

type Entered = Awaited<ReturnType<typeof enterAny>>;

async function read(ctx: ActorContext, { id, ownerId, kind }: Entered) {
  const { inbox, clock } = ctx.services;
  const [session, item] = await Promise.all([
    tellAny(ctx.services, kind, id, ownerId),
    inbox.item(id, ownerId, clock()),
  ]);
  if (!session || !item) throw notFound(id);
  const { answeredBy, person, pinned, archived, pendingReplies } = item;
  return { ...session, answeredBy, person, pinned, archived, pendingReplies };
}

const toCursor = (item: InboxItem) => `${Date.parse(item.lastMessageAt)}.${item.id}`;

function parseCursor(cursor: string): InboxCursor {
  const [, time, id] = /^(\d{1,15})\.(.+)$/.exec(cursor) ?? [];
  const at = new Date(Number(time));
  if (!id || !isTellable(at)) throw invalid("cursor", "must be the nextCursor of an earlier page");
  return { at, id };
}
