import { check, interrupted } from "./command.ts";
import { behindPgBouncer, onPostgres15 } from "./portable.ts";
import { playwright, vitest } from "./runners.ts";
import { type Group, groups, type Result, runStep, type Step, summarize } from "./step.ts";

/*
 * `npm test` runs all checks. `npm test -- unit e2e` runs only these groups; arguments that are not names of groups are passed
 * to vitest and Playwright as filters: `npm test -- unit packages/rest`.
 */
const args = process.argv.slice(2);
const isGroup = (arg: string): arg is Group => groups.some((group) => group === arg);
const selected = args.some(isGroup) ? args.filter(isGroup) : groups;
const filters = args.filter((arg) => !isGroup(arg));

const steps: Step[] = [
  { group: "lint", name: "Biome", run: () => check("biome", ["check", "--error-on-warnings"]) },
  { group: "lint", name: "unused code and dependencies", run: () => check("knip", []) },
  { group: "lint", name: "structure", run: () => check("node", ["scripts/check-structure.ts"]) },
  {
    group: "types",
    name: "every package",
    run: () => check("turbo", ["run", "typecheck", "--output-logs=errors-only"]),
  },
  { group: "types", name: "scripts", run: () => check("tsc", ["-p", "scripts"]) },
  { group: "unit", name: "on the embedded Postgres", run: () => vitest(filters) },
  { group: "portable", name: "on PostgreSQL 15", run: () => onPostgres15(filters) },
  { group: "portable", name: "behind PgBouncer", run: () => behindPgBouncer(filters) },
  { group: "e2e", name: "journeys in a browser", run: () => playwright(filters) },
];

const results: Result[] = [];
for (const step of steps.filter(({ group }) => selected.includes(group))) {
  if (interrupted.signal.aborted) break;
  results.push(await runStep(step));
}
const succeeded = summarize(results);
process.exit(succeeded && !interrupted.signal.aborted ? 0 : 1);
