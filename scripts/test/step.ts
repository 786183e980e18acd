/**
 * The outcome of a step: its counts, or the reason why it was skipped. A step without tests counts only when it fails.
 */
export type Outcome = { passed: number; failed: number; failures?: Failure[] } | { skipped: string };

/** A failed test: its full name and its error message. */
export type Failure = { name: string; message: string };

export type Step = { group: Group; name: string; run(): Promise<Outcome> };

export const groups = ["lint", "types", "unit", "portable", "e2e"] as const;
export type Group = (typeof groups)[number];

export type Result = { step: Step; seconds: number; outcome: Outcome };

/** Runs one step, and prints a line before and after it. An error that it throws counts as one failure. */
export async function runStep(step: Step): Promise<Result> {
  console.log(`\n── ${step.group}: ${step.name}`);
  const start = Date.now();
  const outcome = await step.run().catch((error): Outcome => {
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1 };
  });
  const result = { step, seconds: (Date.now() - start) / 1000, outcome };
  console.log(`── ${line(result)}`);
  return result;
}

/**
 * Prints every step with its duration and failed tests, then the sum of all tests.
 * @returns whether everything passed
 */
export function summarize(results: Result[]): boolean {
  console.log("\nSummary");
  for (const result of results) {
    console.log(`  ${line(result)}`);
    for (const failure of failures(result.outcome)) console.log(failure);
  }
  const sum = (key: "passed" | "failed") =>
    results.reduce((total, { outcome }) => total + ("skipped" in outcome ? 0 : outcome[key]), 0);
  console.log(`\n${sum("passed")} passed, ${sum("failed")} failed`);
  return sum("failed") === 0;
}

function failures(outcome: Outcome): string[] {
  if ("skipped" in outcome) return [];
  return (outcome.failures ?? []).map(({ name, message }) => {
    const lines = message.split("\n").filter((text) => !text.includes("node_modules"));
    return [
      `           ${name}`,
      ...lines.slice(0, 12).map((text) => `             ${text.slice(0, 300)}`),
    ].join("\n");
  });
}

function line({ step, seconds, outcome }: Result): string {
  const name = `${step.group}: ${step.name}`;
  if ("skipped" in outcome) return `skipped  ${name}: ${outcome.skipped}`;
  const counted = outcome.passed + outcome.failed > 1 || outcome.passed > 0;
  const counts = counted ? `, ${outcome.passed} passed, ${outcome.failed} failed` : "";
  return `${outcome.failed === 0 ? "ok      " : "FAILED  "} ${name} (${seconds.toFixed(1)} s${counts})`;
}
