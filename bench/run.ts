import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { measureAgeing } from "./ageing.ts";
import { prepareAgentDataset } from "./agent-dataset.ts";
import { agentScenarios, workerScenarios } from "./agent-scenarios.ts";
import { prepareChatbotDataset } from "./chatbot-dataset.ts";
import { chatbotScenarios } from "./chatbot-scenarios.ts";
import { type CompareOptions, compareAll } from "./compare.ts";
import { type PostgresServer, startPostgres } from "./database.ts";
import { measureEventDelivery } from "./event-delivery.ts";
import { measureIdle } from "./idle.ts";
import { type LoadGenerator, startLoadGenerator } from "./load.ts";
import { measureScale } from "./scale.ts";
import { createTable } from "./table.ts";

/**
 * `npm run bench`: loads the built product and a plain baseline in turn, on the same Postgres, and prints how they
 * compare. Options, after `--`:
 * - `--quick` takes about twelve minutes: shorter rounds, fewer queries, and no database of a million sessions.
 * - `--only compare,ageing` runs some parts.
 * - `--scenario "get session"` runs the scenarios whose names begin so, and no other part.
 */
const { quick, only, scenario } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    only: { type: "string" },
    scenario: { type: "string" },
  },
}).values;

const web = existsSync(new URL("../apps/web/.next/BUILD_ID", import.meta.url)) ? "web," : "";
const table = createTable(console.log);

type Part = (postgres: PostgresServer, load: LoadGenerator) => Promise<void>;
const comparisons: Record<string, Part> = {
  compare: (postgres, load) =>
    compareAll(
      agentScenarios.filter(isSelected),
      () => prepareAgentDataset(postgres, "agent"),
      compareOptions(load, `${web}api`),
    ),
  chatbot: (postgres, load) =>
    compareAll(
      chatbotScenarios.filter(isSelected),
      () => prepareChatbotDataset(postgres),
      compareOptions(load, `${web}api`),
    ),
  worker: (postgres, load) =>
    compareAll(
      workerScenarios.filter(isSelected),
      () => prepareAgentDataset(postgres, "worker"),
      compareOptions(load, "api,worker"),
    ),
};
const parts: Record<string, Part> = {
  ...comparisons,
  ageing: (postgres) => measureAgeing(postgres, quick ? 200_000 : 1_000_000, table),
  delivery: (postgres) => measureEventDelivery(postgres, quick ? 200 : 500, table),
  idle: () => measureIdle(`${web}api,worker`, 3, table),
  scale: (postgres, load) => measureScale(postgres, load, 1_000_000, table),
};

function compareOptions(load: LoadGenerator, roles: string): CompareOptions {
  // V8 compiles for a while: after two seconds a request costs half as much again as it does later.
  const schedule = { warmUpSeconds: 8, rounds: 5, secondsPerRound: quick ? 1 : 3 };
  return { roles, load, schedule, table };
}

function isSelected({ name }: { name: string }): boolean {
  return scenario === undefined || name.startsWith(scenario);
}

function selectParts(): string[] {
  if (only !== undefined) return only.split(",");
  if (scenario !== undefined) return Object.keys(comparisons);
  return Object.keys(parts).filter((name) => name !== "scale" || !quick);
}

function exitUnless(known: boolean, option: string, names: string[]): void {
  if (known) return;
  console.error(`${option} takes one of:\n${names.map((name) => `  ${name}`).join("\n")}`);
  process.exit(2);
}

const scenarios = [...agentScenarios, ...chatbotScenarios, ...workerScenarios];
exitUnless(
  scenarios.some(isSelected),
  "--scenario",
  scenarios.map(({ name }) => name),
);
const selectedParts = selectParts();
exitUnless(
  selectedParts.every((name) => name in parts),
  "--only",
  Object.keys(parts),
);

console.log(`
Parley against the baseline (Fastify, postgres.js, hand-written SQL; no credentials, events or limits), same Postgres,
same machine. In Parley everything is on: API keys, scopes, limits (counted), events. ROLES=${web}api: replies are enqueued,
and not written under load.${web ? "" : " The web app is not built, and left out."}
`);

await using postgres = await startPostgres();
const load = startLoadGenerator();
try {
  for (const name of selectedParts) await parts[name]?.(postgres, load);
  console.log(`\n${table.missed() === 0 ? "Every figure is reached." : `${table.missed()} not reached.`}`);
} finally {
  load.stop();
}
