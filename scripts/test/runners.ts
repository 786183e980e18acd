import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../launch/repo.mjs";
import { buildWeb } from "../launch/web.mjs";
import { findBrowser } from "./browser.ts";
import { run } from "./command.ts";
import type { Outcome } from "./step.ts";

/** Runs vitest. @param env in addition to ours: which database the tests get */
export function vitest(args: string[], env: Record<string, string> = {}): Promise<Outcome> {
  return withReport(async (report) => {
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const code = await run("vitest", ["run", ...reporters, ...args], { env });
    return { code, count: (report: VitestReport) => [report.numPassedTests, report.numFailedTests] };
  });
}

/** Builds the product where it changed and walks the journeys through it. */
export async function playwright(args: string[]): Promise<Outcome> {
  const folder = join(root, "e2e");
  if (!existsSync(join(folder, "playwright.config.ts")))
    return { skipped: "there is no e2e/playwright.config.ts" };
  await buildWeb(process.execPath, process.env);
  const browser = await findBrowser();
  return withReport(async (report) => {
    const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: report, CHROMIUM_PATH: browser };
    const program = join(folder, "node_modules", ".bin", "playwright");
    const code = await run(program, ["test", "--reporter=list,json", ...args], { cwd: folder, env });
    return { code, count: ({ stats }: PlaywrightReport) => [stats.expected + stats.flaky, stats.unexpected] };
  });
}

/** The fields of the runners' own reports that are read here. */
type VitestReport = { numPassedTests: number; numFailedTests: number };
type PlaywrightReport = { stats: { expected: number; flaky: number; unexpected: number } };
type Run<Report> = { code: number; count: (report: Report) => [passed: number, failed: number] };

/** A runner that fails without a failed test, because a file does not load, say, counts as one failure. */
async function withReport<Report>(start: (file: string) => Promise<Run<Report>>): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), "parley-report-"));
  const file = join(folder, "report.json");
  try {
    const { code, count } = await start(file);
    const [passed, failed] = existsSync(file) ? count(JSON.parse(readFileSync(file, "utf8"))) : [0, 0];
    return { passed, failed: Math.max(failed, code === 0 ? 0 : 1) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
