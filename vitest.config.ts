import { defineConfig } from "vitest/config";

const everywhere = ["apps/*/src/**", "apps/*/test/**", "packages/*/src/**", "scripts/**", "bench/**"];
const tests = everywhere.map((folder) => `${folder}/*.test.{ts,tsx}`);
const portable = everywhere.map((folder) => `${folder}/*.portable.test.ts`);

/**
 * Two projects over one server: `portable` also runs against other Postgres versions and poolers, which
 * `TEST_DATABASE_URL` names; see packages/db/src/testing-setup.ts.
 */
export default defineConfig({
  test: {
    pool: "threads",
    globalSetup: ["packages/db/src/testing-setup.ts"],
    projects: [
      { extends: true, test: { name: "main", include: tests, exclude: portable } },
      { extends: true, test: { name: "portable", include: portable } },
    ],
  },
});
