import { isUniqueViolation } from "@parley/db/errors";
import { sessionToken } from "../account/session-token.ts";
import { versionMismatch } from "../errors.ts";
import { requirePerson, sessionNotFound } from "../session/access/gate.ts";
import { repeatableId } from "../session/ids.ts";
import { sessionIdInput } from "../session/schema.ts";
import { removeSession } from "../session/write/remove.ts";
import { publicProcedure, router, scoped } from "../trpc.ts";
import { agentsRouter } from "./agents/router.ts";
import { changeAlive } from "./change-alive.ts";
import {
  agentNotFound,
  enterAgentSession,
  readAlive,
  renewalFailed,
  takeLimits,
  whileAlive,
} from "./gate.ts";
import { messagesRouter } from "./messages/router.ts";
import { repliesRouter } from "./replies/router.ts";
import { canRenew, mergeTimeout } from "./rules.ts";
import { createInput, listInput, setTimeoutInput } from "./schema.ts";
import { agentServices } from "./services.ts";
import { timeoutOf, toAgentSession } from "./session-row.ts";
import { agentSettingsOf } from "./settings.ts";

/** The agent kind: an outside user talking with an AI agent, in a session that expires. */
export const agentRouter = router({
  /**
   * Creates a session between an outside user and one of the caller's agents.
   * @throws AGENT_NOT_FOUND; VALIDATION_ERROR when the timeout settings contradict each other; RATE_LIMITED.
   */
  create: scoped("sessions:create")
    .input(createInput)
    .mutation(async ({ ctx, input }) => {
      const { agentId, userId, metadata } = input;
      const { services } = ctx;
      const { agents, sessions } = agentServices(services);
      const { ownerId } = ctx.actor;
      const agent = await agents.timeoutConfig(agentId, ownerId);
      if (!agent) throw agentNotFound(agentId);
      await takeLimits(ctx, { agentId, userId });
      const { timeoutDefaults } = agentSettingsOf(services);
      const timeout = mergeTimeout(timeoutDefaults, agent.timeoutConfig, input.timeoutConfig);
      const now = services.clock();
      const id = repeatableId(ctx.repeatable, now);
      const fresh = { id, ownerId, agentId, userId, metadata, timeout, now, title: input.title ?? null };
      const row = await sessions.create(fresh).catch(async (error) => {
        // A retry of a request whose process died: the session exists already.
        if (isUniqueViolation(error)) return readAlive(ctx, { id, ownerId }, now);
        throw error;
      });
      if (!row) throw agentNotFound(agentId);
      ctx.response.session = { id, ownerId };
      services.bus.publish({ ownerId, sessionId: id });
      return { ...toAgentSession(row, now), sessionToken: sessionToken(id, services.secret) };
    }),

  /** @throws SESSION_NOT_FOUND, FORBIDDEN, SESSION_EXPIRED, RATE_LIMITED. */
  get: scoped("sessions:read")
    .input(sessionIdInput)
    .query(async ({ ctx, input }) => {
      const session = await enterAgentSession(ctx, input.id, "read");
      const now = ctx.services.clock();
      return toAgentSession(await readAlive(ctx, session, now), now);
    }),

  /** Lists the caller's sessions, newest first. `total` counts those that match the filter, `stats` all of them. */
  list: scoped("sessions:read")
    .input(listInput)
    .query(async ({ ctx, input }) => {
      const ownerId = requirePerson(ctx);
      await takeLimits(ctx, {});
      const { sessions } = agentServices(ctx.services);
      const now = ctx.services.clock();
      const filter = { ...input, ownerId };
      const [rows, counts] = await Promise.all([sessions.list(filter, now), sessions.counts(filter, now)]);
      return {
        items: rows.map((row) => toAgentSession(row, now)),
        total: counts.total,
        limit: input.limit,
        offset: input.offset,
        stats: {
          totalSessions: counts.all,
          activeSessions: counts.active,
          expiredSessions: counts.all - counts.active,
        },
      };
    }),

  /**
   * Deletes the session and its messages permanently, expired or not.
   * @throws SESSION_NOT_FOUND, FORBIDDEN, RATE_LIMITED.
   */
  end: scoped("sessions:manage")
    .input(sessionIdInput)
    .mutation(async ({ ctx, input }) => {
      const session = await enterAgentSession(ctx, input.id, "manage");
      if (!(await removeSession(ctx.services, session))) throw sessionNotFound(session.id);
      return { id: session.id };
    }),

  /**
   * Renews the session explicitly, whether or not auto-renew is on.
   * @throws SESSION_RENEWAL_FAILED when the maximum duration determines the expiry, so that no renewal can move it.
   */
  renew: scoped("sessions:write")
    .input(sessionIdInput)
    .mutation(({ ctx, input }) =>
      changeAlive(ctx, input.id, "write", "session.renewed", (row, now) => {
        if (!canRenew(row)) throw renewalFailed(row);
        const at = new Date(Math.max(now.getTime(), row.lastActivityAt.getTime()));
        return { lastActivityAt: at, renewedAt: at, renewalCount: row.renewalCount + 1 };
      }),
    ),

  /**
   * Changes only the settings given, and with them the expiry.
   * @throws PRECONDITION_FAILED when the version is not `ifVersion`; VALIDATION_ERROR.
   */
  setTimeout: scoped("sessions:manage")
    .input(setTimeoutInput)
    .mutation(({ ctx, input: { id, ifVersion, ...changes } }) =>
      changeAlive(ctx, id, "manage", "session.updated", (row) => {
        if (ifVersion !== undefined && ifVersion !== row.version) throw versionMismatch(row.version);
        return mergeTimeout(timeoutOf(row), changes);
      }),
    ),

  /** Records activity without a message. It renews the session when auto-renew is on. */
  heartbeat: scoped("sessions:write")
    .input(sessionIdInput)
    .mutation(async ({ ctx, input }) => {
      const session = await enterAgentSession(ctx, input.id, "write");
      const { id, ownerId } = session;
      const { bus, clock } = ctx.services;
      const { sessions } = agentServices(ctx.services);
      const now = clock();
      const row = await whileAlive(ctx, session, now, () => sessions.heartbeat(id, ownerId, now));
      bus.publish({ ownerId, sessionId: id });
      return toAgentSession(row, now);
    }),

  /** Counts over all accounts. Needs no credential. */
  health: publicProcedure.query(async ({ ctx }) => {
    const { clock, startedAt } = ctx.services;
    const now = clock();
    const counts = await agentServices(ctx.services).sessions.health(now);
    return {
      status: "healthy" as const,
      activeSessions: counts.active,
      timestamp: now.toISOString(),
      expiringSoon: counts.expiringSoon,
      invalidSessions: counts.withoutAgent,
      uptime: Math.max(0, Math.round((now.getTime() - startedAt.getTime()) / 1000)),
    };
  }),

  /** The timeout settings of sessions for which neither the agent nor the creator sets others. */
  timeoutDefaults: publicProcedure.query(({ ctx }) => agentSettingsOf(ctx.services).timeoutDefaults),

  messages: messagesRouter,
  replies: repliesRouter,
  agents: agentsRouter,
});
