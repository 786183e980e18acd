import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../launch/repo.mjs";
import { buildWeb } from "../launch/web.mjs";
import { findBrowser } from "./browser.ts";
import { run } from "./command.ts";
import type { Failure, Outcome } from "./step.ts";

/** Runs vitest. @param env additional variables, which select the database of the tests */
export function vitest(args: string[], env: Record<string, string> = {}): Promise<Outcome> {
  return withReport(async (report) => {
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const code = await run("vitest", ["run", ...reporters, ...args], { env });
    return { code, read: readVitest };
  });
}

/** Builds the web app if it changed, and runs the browser tests on it. */
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
    return { code, read: readPlaywright };
  });
}

/** The fields of the runners' JSON reports that are used. */
type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  testResults: {
    name: string;
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
  }[];
};
type PlaywrightReport = {
  stats: { expected: number; flaky: number; unexpected: number };
  suites: PlaywrightSuite[];
};
type PlaywrightSuite = {
  suites?: PlaywrightSuite[];
  specs: {
    title: string;
    file: string;
    ok: boolean;
    tests: { results: { error?: { message?: string } }[] }[];
  }[];
};

type Counted = { passed: number; failed: number; failures: Failure[] };

function readVitest(report: VitestReport): Counted {
  const failures = report.testResults.flatMap(({ name: file, message, assertionResults }) => {
    const failed = assertionResults.filter(({ status }) => status === "failed");
    if (failed.length === 0 && message !== "") return [{ name: file, message }];
    return failed.map(({ fullName, failureMessages }) => ({
      name: `${file} › ${fullName}`,
      message: failureMessages.join("\n"),
    }));
  });
  return { passed: report.numPassedTests, failed: report.numFailedTests, failures };
}

function readPlaywright({ stats, suites }: PlaywrightReport): Counted {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    failures: suites.flatMap(failedSpecs),
  };
}

function failedSpecs(suite: PlaywrightSuite): Failure[] {
  const here = suite.specs
    .filter(({ ok }) => !ok)
    .map(({ title, file, tests }) => ({
      name: `${file} › ${title}`,
      message: tests.flatMap(({ results }) => results.map(({ error }) => error?.message ?? "")).join("\n"),
    }));
  return [...here, ...(suite.suites ?? []).flatMap(failedSpecs)];
}

type Run<Report> = { code: number; read: (report: Report) => Counted };

/** A runner that fails without a failed test, for example because a file can't be loaded, counts as one failure. */
async function withReport<Report>(start: (file: string) => Promise<Run<Report>>): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), "parley-report-"));
  const file = join(folder, "report.json");
  try {
    const { code, read } = await start(file);
    const nothing = { passed: 0, failed: 0, failures: [] };
    const counted = existsSync(file) ? read(JSON.parse(readFileSync(file, "utf8"))) : nothing;
    return { ...counted, failed: Math.max(counted.failed, code === 0 ? 0 : 1) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
