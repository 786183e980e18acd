import type { Db, Queryable } from "@parley/db/client";
import { type ParticipantRole, participant, session } from "@parley/db/schema/session";
import { and, eq, isNotNull, isNull, or, sql } from "drizzle-orm";
import type { SessionEnd } from "../over.ts";
import type { SessionKey } from "../write/change.ts";
import { createFactsCache } from "./facts.ts";

/** What never changes about a session. */
export type SessionFacts = {
  ownerId: string;
  kind: string;
  /** The shared session of a room. */
  parent: { id: string; ownerId: string } | null;
};

/** A session that a person may enter, and as what. A room's owner may enter it while they take part in its parent. */
export type Access = SessionFacts & { role: "owner" | ParticipantRole };

export type AccessStore = ReturnType<typeof accessStore>;

const p = sql.placeholder;

/** Who may enter which session. */
export function accessStore(db: Db) {
  const find = db
    .select({
      ownerId: session.ownerId,
      kind: session.kind,
      parentId: session.parentId,
      parentOwnerId: session.parentOwnerId,
      role: participant.role,
    })
    .from(session)
    .leftJoin(
      participant,
      and(
        // Of a room, the part that its owner has in the parent.
        eq(participant.sessionId, sql`coalesce(${session.parentId}, ${session.id})`),
        eq(participant.ownerId, sql`coalesce(${session.parentOwnerId}, ${session.ownerId})`),
        eq(participant.userId, p("userId")),
        isNull(participant.leftAt),
      ),
    )
    .where(
      and(
        eq(session.id, p("id")),
        or(
          and(
            eq(session.ownerId, p("userId")),
            or(isNull(session.parentId), eq(session.parentOwnerId, p("userId"))),
          ),
          and(isNotNull(participant.userId), or(isNull(session.parentId), eq(session.ownerId, p("userId")))),
        ),
      ),
    )
    .limit(1)
    .prepare("session_access");

  const findOwner = db
    .select({ ownerId: session.ownerId, kind: session.kind })
    .from(session)
    .where(eq(session.id, p("id")))
    .limit(1)
    .prepare("session_owner");

  const findEnd = db
    .select({ status: session.status, endsAt: session.endsAt })
    .from(session)
    .where(and(eq(session.id, p("id")), eq(session.ownerId, p("ownerId"))))
    .prepare("session_end");

  // By caller and session: a cache by session alone would answer sooner for sessions that others use, and so reveal them.
  const owned = createFactsCache<Access>();
  const owners = createFactsCache<{ ownerId: string }>();
  const keyOf = (id: string, userId: string) => `${userId} ${id}`;

  async function read(id: string, userId: string): Promise<Access | undefined> {
    const [row] = await find.execute({ id, userId });
    if (!row) return undefined;
    const { ownerId, kind, parentId, parentOwnerId } = row;
    const role = ownerId === userId ? ("owner" as const) : row.role;
    if (role === null) return undefined;
    const parent = parentId && parentOwnerId ? { id: parentId, ownerId: parentOwnerId } : null;
    return { ownerId, kind, parent, role };
  }

  return {
    /**
     * What a person may do in a session; undefined when they may not know of it. Access that can only end with the session is
     * cached: a later read must check that the session still exists. A participant's is read each time.
     */
    async of(id: string, userId: string): Promise<Access | undefined> {
      const key = keyOf(id, userId);
      let participation: Access | undefined;
      const own = await owned.find(key, async () => {
        const access = await read(id, userId);
        if (access && isLasting(access, userId)) return access;
        participation = access;
        return undefined;
      });
      return own ?? participation;
    },

    /** Caches the access of the owner of a session that was just created. */
    remember(id: string, facts: SessionFacts): void {
      const access: Access = { ...facts, role: "owner" };
      if (isLasting(access, facts.ownerId)) owned.set(keyOf(id, facts.ownerId), access);
      owners.set(id, { ownerId: facts.ownerId });
    },

    forget(id: string, ownerId: string): void {
      owned.delete(keyOf(id, ownerId));
      owners.delete(id);
    },

    /** The owner of a session, for a caller who holds its token; undefined when there is none. */
    async ownerOf(id: string): Promise<string | undefined> {
      return (await owners.find(id, async () => (await findOwner.execute({ id }))[0]))?.ownerId;
    },

    /** Whether any owner has a session of this kind with this id. */
    async exists(id: string, kind: string): Promise<boolean> {
      return (await findOwner.execute({ id }))[0]?.kind === kind;
    },

    /** What tells whether the session is over; undefined if there is no such session. */
    async endOf(id: string, ownerId: string): Promise<SessionEnd | undefined> {
      return (await findEnd.execute({ id, ownerId }))[0];
    },
  };
}

/** Whether access lasts as long as the session: a person may leave another's session, and lose their room with it. */
const isLasting = ({ role, parent }: Access, userId: string): boolean =>
  role === "owner" && (parent === null || parent.ownerId === userId);

/** The id of a person's room in a session. */
export async function findRoom(
  on: Queryable,
  { id, ownerId }: SessionKey,
  userId: string,
): Promise<string | undefined> {
  const [room] = await on
    .select({ id: session.id })
    .from(session)
    .where(and(eq(session.parentId, id), eq(session.parentOwnerId, ownerId), eq(session.ownerId, userId)));
  return room?.id;
}

/** The row of a person who takes part in a session now. */
export const isParticipant = ({ id, ownerId }: SessionKey, userId: string) =>
  and(
    eq(participant.sessionId, id),
    eq(participant.ownerId, ownerId),
    eq(participant.userId, userId),
    isNull(participant.leftAt),
  );
