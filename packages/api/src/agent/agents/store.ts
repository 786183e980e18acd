import type { Db } from "@parley/db/client";
import { agent } from "@parley/db/schema/agent";
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { batchedFind, isRequested } from "../../batch/find.ts";
import { copyNames } from "../../session/write/rename.ts";
import type { Agent } from "../schema.ts";

export type AgentFields = Pick<Agent, "name" | "systemPrompt" | "model" | "knowledge" | "timeoutConfig">;
const p = sql.placeholder;

/** Reads and writes of agents, each limited to one owner. */
export function agentStore(db: Db) {
  const find = db
    .select()
    .from(agent)
    .where(and(eq(agent.id, p("id")), eq(agent.ownerId, p("ownerId")), isNull(agent.deletedAt)))
    .prepare("agent_find");

  const findTimeouts = db
    .select({ id: agent.id, ownerId: agent.ownerId, timeoutConfig: agent.timeoutConfig })
    .from(agent)
    .where(and(isRequested(agent.id, agent.ownerId), isNull(agent.deletedAt)))
    .prepare("agent_timeouts");

  return {
    async find(id: string, ownerId: string): Promise<Agent | undefined> {
      const [row] = await find.execute({ id, ownerId });
      return row && toAgent(row);
    },

    /** The timeout settings of an agent, which its new sessions inherit; undefined when there is no such agent. */
    timeoutConfig: batchedFind((input) => findTimeouts.execute(input)),

    async list(ownerId: string): Promise<Agent[]> {
      const rows = await db
        .select()
        .from(agent)
        .where(and(eq(agent.ownerId, ownerId), isNull(agent.deletedAt)))
        .orderBy(asc(agent.createdAt), asc(agent.id));
      return rows.map(toAgent);
    },

    async create(id: string, ownerId: string, fields: AgentFields, now: Date): Promise<Agent> {
      const rows = await db
        .insert(agent)
        .values({ id, ownerId, ...fields, createdAt: now, updatedAt: now })
        .returning();
      return toAgent(only(rows));
    },

    /** @returns undefined when the agent doesn't exist, or its version is not `ifVersion`. */
    async update(
      id: string,
      ownerId: string,
      fields: Partial<AgentFields>,
      ifVersion: number | undefined,
      now: Date,
    ): Promise<Agent | undefined> {
      return db.transaction(async (tx) => {
        const [row] = await tx
          .update(agent)
          .set({ ...fields, updatedAt: now, version: sql`${agent.version} + 1` })
          .where(
            and(
              eq(agent.id, id),
              eq(agent.ownerId, ownerId),
              isNull(agent.deletedAt),
              ifVersion === undefined ? undefined : eq(agent.version, ifVersion),
            ),
          )
          .returning();
        if (row && fields.name !== undefined) await copyNames(tx, "responder", ownerId, [row]);
        return row && toAgent(row);
      });
    },

    /** Marks an agent as deleted and erases its prompt and knowledge. Its row stays, because sessions refer to it. */
    async remove(id: string, ownerId: string, now: Date): Promise<boolean> {
      const rows = await db
        .update(agent)
        .set({ deletedAt: now, updatedAt: now, systemPrompt: "", knowledge: [] })
        .where(and(eq(agent.id, id), eq(agent.ownerId, ownerId), isNull(agent.deletedAt)))
        .returning({ id: agent.id });
      return rows.length > 0;
    },
  };
}

function only<T>(rows: T[]): T {
  const [row] = rows;
  if (row === undefined) throw new Error("the insert returned no row");
  return row;
}

function toAgent(row: typeof agent.$inferSelect): Agent {
  return {
    id: row.id,
    name: row.name,
    systemPrompt: row.systemPrompt,
    model: row.model,
    knowledge: row.knowledge,
    timeoutConfig: row.timeoutConfig,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    version: row.version,
  };
}
