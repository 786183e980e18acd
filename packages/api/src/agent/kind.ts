import { agent } from "@parley/db/schema/agent";
import { user } from "@parley/db/schema/auth";
import { sql } from "drizzle-orm";
import * as z from "zod";
import { uuid7 } from "../session/ids.ts";
import type { SessionKind } from "../session/kind.ts";
import { sessionExpired } from "./gate.ts";
import { sweepAgentSessions } from "./jobs.ts";
import { AGENT_REASONS } from "./reasons.ts";
import { composeAgentReply } from "./reply.ts";
import type { AgentSession } from "./schema.ts";
import { agentServices } from "./services.ts";
import { toAgentSession } from "./session-row.ts";
import { agentSettings } from "./settings.ts";
import { WELCOME_PROMPT, welcomeKnowledge } from "./welcome.ts";

const events = {
  "session.renewed": z.null(),
  "session.near_expiration": z.null(),
  "session.expired": z.null(),
};

/** Agent sessions: an outside user talking with an AI agent, in a session that expires. */
export const agentKind = {
  name: "agent",
  async read(services, { id, ownerId }) {
    const row = await agentServices(services).sessions.find(id, ownerId);
    return row && toAgentSession(row, services.clock());
  },
  async settleEnd(services, { id, ownerId }) {
    const now = services.clock();
    const { sessions } = agentServices(services);
    let row = await sessions.find(id, ownerId);
    if (row?.expiredAt === null) {
      row = await sessions.settle({ id, ownerId }, now);
      services.bus.publish({ ownerId, sessionId: id });
    }
    return sessionExpired(id, row?.expiresAt ?? now);
  },
  events,
  compose: composeAgentReply,
  jobs: [{ name: "expiry of agent sessions", every: "sweep", run: sweepAgentSessions }],
  async welcome(tx, ownerId, now) {
    // Only the first of several concurrent sign-ups creates the agent: the quick start shows its id, so there must be
    // one.
    await tx.execute(sql`
      insert into ${agent} (id, owner_id, name, system_prompt, knowledge, created_at, updated_at)
      select ${uuid7(now)}, id, 'Assistant', ${WELCOME_PROMPT}, ${JSON.stringify(welcomeKnowledge(now))}::text::jsonb,
        ${now.toISOString()}::timestamptz, ${now.toISOString()}::timestamptz
      from ${user} where id = ${ownerId} and not exists (select from ${agent})`);
  },
  reasons: AGENT_REASONS,
  settings: agentSettings,
} satisfies SessionKind<"agent", AgentSession, typeof events>;
