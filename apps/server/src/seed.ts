import { createCaller } from "@parley/api/root";
import type { Services } from "@parley/api/services";
import { writeReply } from "@parley/api/session/reply/writer";
import { readConfig } from "./env.ts";
import { createLog } from "./log.ts";
import { openRuntime } from "./runtime.ts";
import { describeStartError } from "./screen.ts";
import { type SeedTimeline, seedChatbots } from "./seed-chatbots.ts";
import { SEED_PASSWORD, SEED_PEOPLE, type SeedPerson, type SeedSession } from "./seed-data.ts";

const HOUR = 3_600_000;
const MINUTE = 60_000;
const NEVER = new AbortController().signal;

/** The services' clock, set to the time at which each action of the demo happens. */
const clock = { at: new Date() };

/** Creates demo accounts with agents and sessions, through the same procedures as real ones. */
async function seed(): Promise<void> {
  const config = readConfig();
  // The built-in responder is deterministic, so that every demo is the same. Rate limits are off.
  config.ai = { builtInPauseMs: 0 };
  config.settings.limits.scale = 0;
  const started = new Date();
  const runtime = await openRuntime(config, createLog("warn"), () => clock.at);
  try {
    for (const person of SEED_PEOPLE) await seedPerson(runtime.services, person, started);
  } finally {
    await runtime.close();
  }
}

async function seedPerson(services: Services, person: SeedPerson, started: Date): Promise<void> {
  const { name, email } = person;
  const signedUp = await services.auth.api
    .signUpEmail({ body: { name, email, password: SEED_PASSWORD } })
    .catch((error) => {
      if (error.body?.code?.startsWith("USER_ALREADY_EXISTS")) return undefined;
      throw error;
    });
  if (!signedUp) {
    console.log(`${email} is there already; left as it is.`);
    return;
  }
  const ownerId = signedUp.user.id;
  const agents = await seedAgents(services, ownerId, person, started);
  for (const [index, session] of person.sessions.entries()) {
    await seedSession(
      services,
      { ownerId, seed: `${email}/${index}`, agentId: agents.get(session.agent) ?? "", started },
      session,
    );
  }
  const made = [`${agents.size} agents, ${person.sessions.length} sessions`];
  if (person === SEED_PEOPLE[0]) {
    const { chatbots, clients, sessions } = await seedChatbots(timelineOf(services, ownerId), email, started);
    made.push(`${chatbots} chatbots, ${clients} clients, ${sessions} chatbot sessions`);
  }
  console.log(`${email} (password ${SEED_PASSWORD}): ${made.join("; ")}`);
}

async function seedAgents(
  services: Services,
  ownerId: string,
  person: SeedPerson,
  started: Date,
): Promise<Map<string, string>> {
  const oldest = Math.max(1, ...person.sessions.map((session) => session.hoursAgo));
  clock.at = new Date(started.getTime() - (oldest + 1) * HOUR);
  const found = await callAs(services, ownerId).agent.agents.list();
  const agents = new Map(found.items.map((agent) => [agent.name, agent.id]));
  for (const fields of person.agents) {
    if (agents.has(fields.name)) continue;
    const made = await callAs(services, ownerId, `${person.email}/${fields.name}`).agent.agents.create(
      fields,
    );
    agents.set(made.name, made.id);
  }
  return agents;
}

function timelineOf(services: Services, ownerId: string): SeedTimeline {
  return {
    callAt(at, seed) {
      clock.at = at;
      return callAs(services, ownerId, seed);
    },
    async answerAll(at) {
      clock.at = at;
      for (let claim = await services.replies.claim(at); claim; claim = await services.replies.claim(at))
        await writeReply(services, claim, NEVER);
    },
  };
}

type SeedContext = { ownerId: string; agentId: string; seed: string; started: Date };

async function seedSession(services: Services, context: SeedContext, session: SeedSession): Promise<void> {
  const { ownerId, agentId, seed, started } = context;
  const { userId, timeoutMinutes } = session;
  clock.at = new Date(started.getTime() - session.hoursAgo * HOUR);
  const timeoutConfig =
    timeoutMinutes === undefined ? {} : { timeoutMinutes, maxDurationMinutes: 2 * timeoutMinutes };
  const { id } = await callAs(services, ownerId, seed).agent.create({
    agentId,
    userId,
    timeoutConfig,
    metadata: { channel: "demo" },
  });
  // Shorter for recent sessions, so that their last message is not in the future.
  const pause = Math.min(MINUTE, (session.hoursAgo * HOUR) / (2 * session.messages.length + 1));
  for (const [index, content] of session.messages.entries()) {
    clock.at = new Date(clock.at.getTime() + pause);
    await callAs(services, ownerId, `${seed}/${index}`).agent.messages.send({ sessionId: id, content });
    clock.at = new Date(clock.at.getTime() + pause / 4);
    const claim = await services.replies.claim(clock.at);
    if (claim) await writeReply(services, claim, NEVER);
  }
  const call = callAs(services, ownerId);
  await call.sessions.markRead({ id });
  if (session.pinned) await call.sessions.update({ id, pinned: true });
}

/** @param seed makes the ids of created rows repeatable: the same for the same seed and time. */
function callAs(services: Services, ownerId: string, seed?: string) {
  const repeatable = seed === undefined ? undefined : { seed, firstAt: clock.at };
  return createCaller({
    services,
    actor: { type: "user", ownerId },
    requestId: "seed",
    repeatable,
    response: {},
  });
}

try {
  await seed();
} catch (error) {
  console.error(describeStartError(error));
  process.exit(1);
}
