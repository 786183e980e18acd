import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "../launch/repo.mjs";
import { aptInstall } from "./apt.ts";
import { run } from "./command.ts";

const e2e = join(root, "e2e");
const debian = "/usr/bin/chromium";

/**
 * Finds Chromium for the browser tests: at CHROMIUM_PATH, in the system, or Playwright's own. If there is none, installs
 * Debian's with apt, or downloads Playwright's.
 * @returns the path of the program
 */
export async function findBrowser(): Promise<string> {
  const { chromium } = createRequire(join(e2e, "package.json"))("@playwright/test");
  const candidates = [process.env.CHROMIUM_PATH, debian, "/usr/bin/google-chrome", chromium.executablePath()];
  const find = () => candidates.find((path) => path && existsSync(path));
  const existing = find();
  if (existing) return existing;
  const reason = await aptInstall("chromium");
  if (reason) {
    console.log(`${reason}. Trying Playwright's own.`);
    await run(join(e2e, "node_modules", ".bin", "playwright"), ["install", "chromium"], { cwd: e2e });
  }
  const installed = find();
  if (installed) return installed;
  throw new Error("The journeys need Chromium. Install it, or set CHROMIUM_PATH to one.");
}
