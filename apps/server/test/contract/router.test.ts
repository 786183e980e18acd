import { afterAll, beforeAll, expect, it } from "vitest";
import { ROUTER } from "./router-rows.ts";
import { PROCEDURES, routerTarget } from "./router-target.ts";
import { describeContract } from "./suite.ts";
import { startWorld, type World } from "./world.ts";

// Each procedure of the router: who may call it, and what everybody else is answered.

/** The procedures that need no credential. */
const PUBLIC = ["agent.health", "agent.timeoutDefaults", "system.info"];

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const targets = Object.entries(ROUTER).flatMap(([part, { boundary, rows }]) =>
  Object.entries(rows).flatMap(([name, row]) =>
    [row]
      .flat()
      .map((each) => ({ name: `${part}.${name}`, target: routerTarget(`${part}.${name}`, each, boundary) })),
  ),
);

it("has a row for each procedure, and no other", () => {
  const named = new Set(targets.map(({ name }) => name));
  expect([...named].toSorted()).toEqual([...PROCEDURES.keys()].toSorted());
});

it("needs a credential for all but what is public", async () => {
  const open = new Set<string>();
  for (const { name, target } of targets) if ((await target.rung(world)) === "public") open.add(name);
  expect([...open].toSorted()).toEqual(PUBLIC);
});

describeContract(
  targets.filter(({ name }) => PROCEDURES.has(name)).map(({ target }) => target),
  () => world,
);
