import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "../launch/repo.mjs";
import { aptInstall } from "./apt.ts";
import { run } from "./command.ts";

const e2e = join(root, "e2e");
const debian = "/usr/bin/chromium";

/**
 * The Chromium for the journeys: the one that CHROMIUM_PATH names, the machine's, Playwright's own; if there is none,
 * Debian's by apt or Playwright's by download.
 * @returns the path of the program
 */
export async function findBrowser(): Promise<string> {
  const { chromium } = createRequire(join(e2e, "package.json"))("@playwright/test");
  const places = [process.env.CHROMIUM_PATH, debian, "/usr/bin/google-chrome", chromium.executablePath()];
  const find = () => places.find((place) => place && existsSync(place));
  const there = find();
  if (there) return there;
  const reason = await aptInstall("chromium");
  if (reason) {
    console.log(`${reason}. Trying Playwright's own.`);
    await run(join(e2e, "node_modules", ".bin", "playwright"), ["install", "chromium"], { cwd: e2e });
  }
  const got = find();
  if (got) return got;
  throw new Error("The journeys need Chromium. Install it, or set CHROMIUM_PATH to one.");
}
