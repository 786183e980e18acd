import { defineConfig } from "vitest/config";

const tests = ["{apps,packages}/*/**/*.test.{ts,tsx}", "{scripts,bench}/**/*.test.ts"];
const portable = ["{apps,packages}/*/**/*.portable.test.ts"];
const never = ["**/node_modules/**", "**/.next/**"];

/**
 * Two projects over one server: `portable` also runs against other Postgres versions and poolers, which
 * `TEST_DATABASE_URL` names; see packages/db/src/testing-setup.ts.
 */
export default defineConfig({
  test: {
    pool: "threads",
    // Tests start servers and databases; a busy machine with two cores needs a while for that.
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Libraries that are laxer in tests would be tested as nobody runs them.
    env: { NODE_ENV: "production", TEST: "" },
    globalSetup: ["packages/db/src/testing-setup.ts"],
    projects: [
      { extends: true, test: { name: "main", include: tests, exclude: [...never, ...portable] } },
      { extends: true, test: { name: "portable", include: portable, exclude: never } },
    ],
  },
});
