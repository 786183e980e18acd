import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { measureAtRest } from "./at-rest.ts";
import { compareChatbots } from "./chatbot-compare.ts";
import { compare, compareWithWorker } from "./compare.ts";
import { measureCrossing } from "./crossing.ts";
import { startPostgres } from "./database.ts";
import { startLoader } from "./load.ts";
import { measureScale } from "./scale.ts";
import { createTable } from "./table.ts";

/**
 * `npm run bench`: loads the built product and a plain baseline on the same Postgres in turn and prints how they
 * compare. `--quick` takes about five minutes and leaves out the million of sessions. `--only compare,crossing` runs
 * some parts.
 */
const { values } = parseArgs({ options: { quick: { type: "boolean" }, only: { type: "string" } } });
const quick = values.quick === true;
const only = values.only?.split(",");
/** V8 compiles for a while: after two seconds a request costs half as much again as it does later. */
const WARM_UP_SECONDS = 8;
const pace = quick
  ? { rounds: 5, seconds: 1, warmUpSeconds: WARM_UP_SECONDS }
  : { rounds: 5, seconds: 3, warmUpSeconds: WARM_UP_SECONDS };

const web = existsSync(new URL("../apps/web/.next/BUILD_ID", import.meta.url)) ? "web," : "";
const table = createTable(console.log);
const postgres = await startPostgres();
const loader = startLoader();

console.log(`
Parley against the baseline (Fastify, postgres.js, SQL by hand; no credentials, events or limits), same Postgres,
same machine. In Parley all is on: API keys, scopes, limits (counted), events. ROLES=${web}api: answers are owed
and queued, and not written while it is loaded.${web ? "" : " The web app is not built, and left out."}
`);

const parts: Record<string, () => Promise<void>> = {
  compare: () => compare(postgres, loader, pace, `${web}api`, table),
  chatbot: () => compareChatbots(postgres, loader, pace, `${web}api`, table),
  worker: () => compareWithWorker(postgres, loader, pace, table),
  crossing: () => measureCrossing(postgres, quick ? 200 : 500, table),
  rest: () => measureAtRest(`${web}api,worker`, 3, table),
  scale: () => measureScale(postgres, loader, 1_000_000, table),
};

try {
  for (const [name, run] of Object.entries(parts)) {
    if (only ? only.includes(name) : name !== "scale" || !quick) await run();
  }
  console.log(`\n${table.missed() === 0 ? "Every figure is reached." : `${table.missed()} not reached.`}`);
} finally {
  loader.stop();
  await postgres.stop();
}
