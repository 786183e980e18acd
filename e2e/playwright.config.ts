import { defineConfig } from "@playwright/test";

const chromium = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
const quiet = [
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];
const isRoot = process.getuid?.() === 0;

/**
 * Journeys of real people on the built product. `journeys` share one server for the run (global-setup.ts); `replies`
 * need a model that does what a test says, and have a server of their own (support/with-model.ts).
 */
export default defineConfig({
  globalSetup: "./global-setup.ts",
  outputDir: "test-results/files",
  reporter: "list",
  fullyParallel: true,
  workers: 2,
  // A test that passes the second time hides what it found the first time.
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
  // Generous: a test that passes does not wait for them, and a machine may have more to do.
  timeout: 90_000,
  expect: { timeout: 15_000 },
  use: {
    locale: "en-US",
    actionTimeout: 15_000,
    trace: "retain-on-failure",
    // Chromium's own sandbox does not work for root.
    launchOptions: { executablePath: chromium, args: isRoot ? ["--no-sandbox", ...quiet] : quiet },
    viewport: { width: 1280, height: 800 },
  },
  projects: [
    { name: "journeys", testDir: "journeys" },
    { name: "replies", testDir: "replies", workers: 1 },
  ],
});
