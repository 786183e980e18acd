import { expect, it } from "vitest";
import { dataFolder, failToStart } from "./process.ts";

/** Raises an unhandled rejection outside any request, once the server runs, with an error like Drizzle's. */
const FAILURE = `
const error = new Error("Failed query: insert into message values ($1) params: confidential");
Object.assign(error, { query: "insert into message values ($1)", params: ["confidential"] });
const log = console.log;
console.log = (...words) => {
  log(...words);
  setTimeout(() => Promise.reject(error), 200);
};`;

it("an uncaught error ends the server, and is logged without user content", async () => {
  const folder = await dataFolder();
  const { code, output } = await failToStart({
    DATA_DIR: folder.path,
    NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(FAILURE)}`,
  });
  await folder.remove();
  expect(code).toBe(1);
  expect(output).toContain("is running");
  expect(output).toContain("something failed that nobody expected");
  expect(output).not.toContain("confidential");
});
