import type { Caller } from "@parley/api/root";
import type { Services } from "@parley/api/services";
import { answer, operation } from "../operation.ts";
import * as example from "./examples.ts";
import * as wire from "./wire.ts";

const DATABASE_WAIT_MS = 2_000;

export const healthOperation = operation({
  name: "health",
  method: "GET",
  path: "/health",
  scope: null,
  tag: "Health",
  summary: "Health check",
  description: "How the service is, over all of its sessions. Needs no credential.",
  answers: {
    200: { description: "It is well.", schema: wire.healthy, example: example.healthy },
    503: {
      description: "The database does not answer, so nothing is known of the sessions.",
      schema: wire.unhealthy,
      example: example.unhealthy,
    },
  },
  errors: [],
  async handle({ caller, ctx }) {
    const counts = await countsInTime(caller);
    if (!counts) return answer(503, { ...UNKNOWN, ...ownTime(ctx.services) });
    const { status, activeSessions, timestamp, expiringSoon, invalidSessions, uptime } = counts;
    return answer(200, { status, activeSessions, timestamp, expiringSoon, invalidSessions, uptime });
  },
});

/** The router's counts; null when the database does not answer within DATABASE_WAIT_MS. */
async function countsInTime(caller: Caller) {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, DATABASE_WAIT_MS, null);
  });
  try {
    return await Promise.race([caller.agent.health().catch(() => null), timeout]);
  } finally {
    clearTimeout(timer);
  }
}

const UNKNOWN = {
  status: "unhealthy" as const,
  activeSessions: null,
  expiringSoon: null,
  invalidSessions: null,
};

function ownTime({ clock, startedAt }: Services) {
  const now = clock();
  return {
    timestamp: now.toISOString(),
    uptime: Math.max(0, Math.round((now.getTime() - startedAt.getTime()) / 1000)),
  };
}
