import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { ConfigError, readConfig, VARIABLES } from "./env.ts";

test("every variable is optional", () => {
  const config = readConfig({});
  expect(config).toMatchObject({
    port: 3000,
    publicUrl: "http://localhost:3000",
    roles: ["web", "api", "worker"],
  });
  expect(config.settings.kinds.agent).toMatchObject({ timeoutDefaults: { timeoutMinutes: 30 } });
  expect(config.databaseUrl).toBeUndefined();
});

test("an empty variable counts as not set", () => {
  expect(readConfig({ PORT: "", DATABASE_URL: "" })).toMatchObject({ port: 3000, databaseUrl: undefined });
});

test.each([
  [{ PORT: "http" }, "PORT must be a whole number from 0 to 65535."],
  [{ DATABASE_URL: "mysql://x" }, "DATABASE_URL must be a postgres:// URL."],
  [{ AUTH_SECRET: "short" }, "AUTH_SECRET must be at least 32 characters."],
  [{ ROLES: "web,cook" }, "ROLES.1 must be some of web, api, worker."],
  [
    { SESSION_DEFAULT_TIMEOUT_MINUTES: "4" },
    "SESSION_DEFAULT_TIMEOUT_MINUTES must be a whole number from 5 to 1440.",
  ],
  [
    { SESSION_DEFAULT_TIMEOUT_MINUTES: "800" },
    "SESSION_MAX_DURATION_MINUTES must be at least SESSION_DEFAULT_TIMEOUT_MINUTES.",
  ],
  [{ CORS_ORIGINS: "https://a.example, nowhere" }, "CORS_ORIGINS.1 must be an http or https URL."],
])("%o is refused with an error that names it", (variables, message) => {
  expect(() => readConfig(variables)).toThrow(new ConfigError(message));
});

test("one error lists every mistake", () => {
  expect(() => readConfig({ PORT: "x", LOG_LEVEL: "loud" })).toThrow(/PORT .*\nLOG_LEVEL /);
});

test(".env.example lists every setting, and no other", async () => {
  const example = await readFile(new URL("../../../.env.example", import.meta.url), "utf8");
  const listed = [...example.matchAll(/^([A-Z_]+)=/gm)].map((match) => match[1]);
  expect(listed.toSorted()).toEqual(VARIABLES.toSorted());
});
