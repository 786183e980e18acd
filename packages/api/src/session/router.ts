import { untilRevoked } from "../account/until-revoked.ts";
import type { ActorContext } from "../context.ts";
import { invalid } from "../errors.ts";
import { router, scoped } from "../trpc.ts";
import {
  type EnteredSession,
  enter,
  enterAsPerson,
  type Need,
  requirePerson,
  sessionNotFound,
  takeAccountLimit,
} from "./access/gate.ts";
import type { SessionKind, ViewOf } from "./kind.ts";
import { type WatchedSession, watchSession } from "./live/watch.ts";
import { watchInbox } from "./live/watch-inbox.ts";
import type { InboxCursor, InboxItem } from "./read/inbox.ts";
import { indexMessages, sessionsWithWords } from "./read/words.ts";
import {
  inboxEventsInput,
  inboxListInput,
  isTellable,
  sessionEventsInput,
  sessionIdInput,
  sessionMessagesInput,
  sessionUpdateInput,
} from "./schema.ts";
import { COUNTED_NEEDS, isEnded } from "./statuses.ts";
import { removeSession } from "./write/remove.ts";

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

/** What the inbox adds to a session. */
type InboxFields = Pick<
  InboxItem,
  "answeredBy" | "person" | "pinned" | "archived" | "takesPart" | "attention"
> & { pendingReplies: number };

/**
 * Sessions of every kind, as the people in them see them: one that is over can still be read here.
 * @param _kinds gives the procedures their types; at run time the services hold the kinds.
 */
export function createSessionsRouter<const K extends SessionKind>(_kinds: readonly K[]) {
  type Shown = ViewOf<K> extends infer View ? (View extends object ? View & InboxFields : never) : never;

  type Item = InboxItem & { kind: K["name"] };

  return router({
    /** Newest activity first; those that are pinned lead the first page. */
    list: scoped("sessions:read")
      .input(inboxListInput)
      .query(async ({ ctx, input }): Promise<{ items: Item[]; nextCursor: string | null }> => {
        const userId = await enterInbox(ctx);
        const { inbox, clock, db } = ctx.services;
        const { cursor: given, limit, ...wanted } = input;
        const cursor = given === undefined ? undefined : parseCursor(given);
        if (wanted.q) await indexMessages(db, userId);
        const found = wanted.q ? await sessionsWithWords(db, wanted.q, userId) : [];
        const filter = { ...wanted, userId, found };
        const now = clock();
        const [pinned, page] = await Promise.all([
          cursor ? [] : inbox.pinned(filter, now),
          inbox.page(filter, cursor, limit + 1, now),
        ]);
        const shown = page.slice(0, limit);
        const last = shown.at(-1);
        return {
          // The kinds of stored sessions are those of the registry.
          items: [...pinned, ...shown] as Item[],
          nextCursor: page.length > limit && last ? toCursor(last) : null,
        };
      }),

    /** @throws SESSION_NOT_FOUND. */
    get: scoped("sessions:read")
      .input(sessionIdInput)
      .query(async ({ ctx, input }) => read<Shown>(ctx, await enterCounted(ctx, input.id, "read"))),

    /** A page of messages, newest first. */
    messages: scoped("sessions:read")
      .input(sessionMessagesInput)
      .query(async ({ ctx, input: { sessionId, ...page } }) => {
        const { id, ownerId } = await enterCounted(ctx, sessionId, "read");
        const { sessions } = ctx.services;
        const found = await sessions.messages(id, ownerId, page);
        // The gate remembers sessions that another process has removed since.
        if (found.items.length === 0 && !(await sessions.position(id, ownerId))) throw sessionNotFound(id);
        return found;
      }),

    /** Names, pins or archives a session; none of it moves it in the list. Only its owner can name it. */
    update: scoped("sessions:write")
      .input(sessionUpdateInput)
      .mutation(async ({ ctx, input: { id, ...changes } }) => {
        await takeAccountLimit(ctx);
        const session = await enterAsPerson(ctx, id, changes.title === undefined ? "read" : "manage");
        const { inbox, clock } = ctx.services;
        if (!(await inbox.update(session, changes, clock()))) throw sessionNotFound(id);
        if (changes.title === undefined) publishView(ctx, session);
        else ctx.services.bus.publish({ ownerId: session.ownerId, sessionId: id });
        return read<Shown>(ctx, session);
      }),

    /** Removes a session and its messages for good. @throws SESSION_NOT_FOUND. */
    delete: scoped("sessions:manage")
      .input(sessionIdInput)
      .mutation(async ({ ctx, input }) => {
        const session = await enterCounted(ctx, input.id, "manage");
        if (!(await removeSession(ctx.services, session))) throw sessionNotFound(input.id);
        return { id: input.id };
      }),

    /** Marks all that happened in a session as read by the caller. */
    markRead: scoped("sessions:write")
      .input(sessionIdInput)
      .mutation(async ({ ctx, input }) => {
        await takeAccountLimit(ctx);
        const session = await enterAsPerson(ctx, input.id, "read");
        await ctx.services.inbox.markRead(session);
        publishView(ctx, session);
        return { id: input.id };
      }),

    /** Marks what a session needs its owner for (`attention`) as handled. @throws SESSION_NOT_FOUND. */
    handle: scoped("sessions:write")
      .input(sessionIdInput)
      .mutation(async ({ ctx, input }) => {
        await takeAccountLimit(ctx);
        const session = await enterAsPerson(ctx, input.id, "manage");
        if (await ctx.services.inbox.handle(session)) publishView(ctx, session);
        return { id: input.id };
      }),

    /** How many sessions need the caller, up to `COUNTED_NEEDS`. */
    needs: scoped("sessions:read").query(async ({ ctx }) => {
      const userId = await enterInbox(ctx);
      const { inbox, clock } = ctx.services;
      return { count: await inbox.countNeeds(userId, COUNTED_NEEDS, clock()) };
    }),

    /** What happened in the caller's sessions in the last seven days. */
    week: scoped("sessions:read").query(async ({ ctx }) => {
      const userId = await enterInbox(ctx);
      const { inbox, clock } = ctx.services;
      return inbox.activitySince(userId, new Date(clock().getTime() - WEEK_MS));
    }),

    /** What happens in a session from now on, or since `lastEventId`. */
    events: scoped("sessions:read")
      .input(sessionEventsInput)
      .subscription(async function* ({ ctx, input, signal }) {
        const session = await enterCounted(ctx, input.sessionId, "read");
        const after = input.lastEventId === undefined ? undefined : Number(input.lastEventId);
        yield* untilRevoked(
          ctx,
          signal,
          // The registry of the services holds these kinds.
          (allowed) => watchSession(ctx.services, { session, after, signal: allowed }) as WatchedSession<K>,
        );
      }),

    /** A hint for each of the caller's sessions in which something happened; `sessionId` null: any may have changed. */
    inboxEvents: scoped("sessions:read")
      .input(inboxEventsInput)
      .subscription(async function* ({ ctx, signal }) {
        const userId = await enterInbox(ctx);
        yield* untilRevoked(ctx, signal, (allowed) => watchInbox(ctx.services, userId, allowed));
      }),
  });
}

async function enterCounted(ctx: ActorContext, id: string, need: Need): Promise<EnteredSession> {
  await takeAccountLimit(ctx);
  return enter(ctx, id, need);
}

async function enterInbox(ctx: ActorContext): Promise<string> {
  const userId = requirePerson(ctx);
  await takeAccountLimit(ctx);
  return userId;
}

/** A change of one person's view concerns them alone: nobody else in the session is notified. */
function publishView({ services }: ActorContext, { id, viewerId }: EnteredSession): void {
  services.bus.publish({ ownerId: viewerId, sessionId: id, only: "inbox" });
}

async function read<Shown>(ctx: ActorContext, session: EnteredSession): Promise<Shown> {
  const { inbox, clock, kinds } = ctx.services;
  const kind = kinds.of(session.kind);
  let [item, view] = await Promise.all([inbox.item(session, clock()), kind.read(ctx.services, session)]);
  if (item && kind.settleEnd && isEnded(item.status)) {
    // A caller who has seen the end must see it again when the clock is set back: it is stored first.
    await kind.settleEnd(ctx.services, session);
    view = await kind.read(ctx.services, session);
  }
  if (!item || !view) throw sessionNotFound(session.id);
  const { answeredBy, person, pinned, archived, takesPart, attention, pendingReplies } = item;
  return { ...view, answeredBy, person, pinned, archived, takesPart, attention, pendingReplies } as Shown;
}

const toCursor = (item: InboxItem) => `${Date.parse(item.lastMessageAt)}.${item.id}`;

function parseCursor(cursor: string): InboxCursor {
  const [, time, id] = /^(\d{1,15})\.(.+)$/.exec(cursor) ?? [];
  const at = new Date(Number(time));
  if (!id || !isTellable(at)) throw invalid("cursor", "must be the nextCursor of an earlier page");
  return { at, id };
}
