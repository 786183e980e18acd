import { user } from "@parley/db/schema/auth";
import { eq } from "drizzle-orm";
import { DomainError, invalid } from "../errors.ts";
import { takeAccountLimit } from "../session/access/gate.ts";
import { sessionIdInput } from "../session/schema.ts";
import { accountProcedure, router } from "../trpc.ts";
import { ACCOUNT_LIMITS, keyCreateInput } from "./schema.ts";

export const keysRouter = router({
  /**
   * Creates an API key for a signed-in person. Only this response contains the key itself. A key can't create
   * another one, which would stay valid after the first is revoked.
   * @throws FORBIDDEN for any caller but a signed-in person; VALIDATION_ERROR for an `expiresAt` in the past, or
   *   when there are too many keys.
   */
  create: accountProcedure.input(keyCreateInput).mutation(async ({ ctx, input }) => {
    if (ctx.actor.type !== "user")
      throw new DomainError("FORBIDDEN", "Only a signed-in person can make a key");
    await takeAccountLimit(ctx);
    const { keys, clock } = ctx.services;
    const now = clock();
    const expiresAt = input.expiresAt ? new Date(input.expiresAt) : null;
    if (expiresAt && expiresAt <= now) throw invalid("expiresAt", "must be in the future");
    if ((await keys.countValid(ctx.actor.ownerId)) >= ACCOUNT_LIMITS.keysMax) {
      throw invalid("keys", `must be at most ${ACCOUNT_LIMITS.keysMax}; revoke one first`);
    }
    return keys.create(ctx.actor.ownerId, input.name, [...new Set(input.scopes)], expiresAt, now);
  }),

  /** Lists all keys, newest first, including the revoked ones. */
  list: accountProcedure.query(async ({ ctx }) => {
    await takeAccountLimit(ctx);
    return { items: await ctx.services.keys.list(ctx.actor.ownerId) };
  }),

  /** Revokes a key with immediate effect. Idempotent. @throws NOT_FOUND when the account has no such key. */
  revoke: accountProcedure.input(sessionIdInput).mutation(async ({ ctx, input }) => {
    await takeAccountLimit(ctx);
    const { keys, credentials, clock } = ctx.services;
    const hash = await keys.revoke(input.id, ctx.actor.ownerId, clock());
    if (hash === undefined)
      throw new DomainError("NOT_FOUND", `Key ${input.id} was not found`, { id: input.id });
    credentials.evict(hash);
    return { id: input.id };
  }),
});

export const accountRouter = router({
  /** The account of the caller. */
  me: accountProcedure.query(async ({ ctx }) => {
    await takeAccountLimit(ctx);
    const [me] = await ctx.services.db.select().from(user).where(eq(user.id, ctx.actor.ownerId));
    if (!me) throw new DomainError("UNAUTHORIZED", "The account is gone");
    return { id: me.id, name: me.name, email: me.email, createdAt: me.createdAt.toISOString() };
  }),
});
