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
 * Browser tests of the built product. `journeys` share one server (global-setup.ts); `replies` need a scripted model, and
 * have a separate server (support/with-model.ts).
 */
export default defineConfig({
  globalSetup: "./global-setup.ts",
  outputDir: "test-results/files",
  reporter: "list",
  fullyParallel: true,
  workers: 2,
  // Retries would hide faults that occur only sometimes.
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
  // Generous for slow machines: passing tests don't wait for a timeout.
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
