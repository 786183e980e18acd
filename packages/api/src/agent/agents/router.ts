import { versionMismatch } from "../../errors.ts";
import { takeAccountLimit } from "../../session/access/gate.ts";
import { prefixedId, repeatableId } from "../../session/ids.ts";
import { sessionIdInput } from "../../session/schema.ts";
import { accountProcedure, router } from "../../trpc.ts";
import { agentNotFound } from "../gate.ts";
import { mergeTimeout } from "../rules.ts";
import { type Agent, agentFormSchema, agentUpdateInput } from "../schema.ts";
import { agentServices } from "../services.ts";
import { agentSettingsOf } from "../settings.ts";

/** A person's agents, which write the replies in agent sessions. */
export const agentsRouter = router({
  /** Lists the caller's agents, oldest first. */
  list: accountProcedure.query(async ({ ctx }) => {
    await takeAccountLimit(ctx);
    return { items: await agentServices(ctx.services).agents.list(ctx.actor.ownerId) };
  }),

  /** @throws AGENT_NOT_FOUND. */
  get: accountProcedure.input(sessionIdInput).query(async ({ ctx, input }): Promise<Agent> => {
    await takeAccountLimit(ctx);
    const found = await agentServices(ctx.services).agents.find(input.id, ctx.actor.ownerId);
    if (!found) throw agentNotFound(input.id);
    return found;
  }),

  /** @throws VALIDATION_ERROR when the timeout settings contradict each other or the defaults. */
  create: accountProcedure.input(agentFormSchema).mutation(async ({ ctx, input }): Promise<Agent> => {
    await takeAccountLimit(ctx);
    const { clock } = ctx.services;
    const { agents } = agentServices(ctx.services);
    const { timeoutDefaults } = agentSettingsOf(ctx.services);
    const now = clock();
    mergeTimeout(timeoutDefaults, input.timeoutConfig);
    const fields = { ...input, knowledge: withIds(input.knowledge, now) };
    return agents.create(repeatableId(ctx.repeatable, now), ctx.actor.ownerId, fields, now);
  }),

  /**
   * Changes only the fields given.
   * @throws AGENT_NOT_FOUND; PRECONDITION_FAILED when the version is not `ifVersion`.
   */
  update: accountProcedure.input(agentUpdateInput).mutation(async ({ ctx, input }): Promise<Agent> => {
    await takeAccountLimit(ctx);
    const { clock } = ctx.services;
    const { agents } = agentServices(ctx.services);
    const { timeoutDefaults } = agentSettingsOf(ctx.services);
    const { id, ifVersion, knowledge, ...fields } = input;
    if (fields.timeoutConfig) mergeTimeout(timeoutDefaults, fields.timeoutConfig);
    const now = clock();
    const changes = knowledge === undefined ? fields : { ...fields, knowledge: withIds(knowledge, now) };
    const updated = await agents.update(id, ctx.actor.ownerId, changes, ifVersion, now);
    if (updated) return updated;
    const current = await agents.find(id, ctx.actor.ownerId);
    throw current ? versionMismatch(current.version) : agentNotFound(id);
  }),

  /**
   * Deletes an agent. Its sessions stay readable, but get no replies, and no new ones can be created.
   * @throws AGENT_NOT_FOUND.
   */
  delete: accountProcedure.input(sessionIdInput).mutation(async ({ ctx, input }) => {
    await takeAccountLimit(ctx);
    const removed = await agentServices(ctx.services).agents.remove(
      input.id,
      ctx.actor.ownerId,
      ctx.services.clock(),
    );
    if (!removed) throw agentNotFound(input.id);
    return { id: input.id };
  }),
});

const withIds = (entries: { title: string; text: string }[], now: Date) =>
  entries.map((entry) => ({ id: prefixedId("kn", now), ...entry }));
