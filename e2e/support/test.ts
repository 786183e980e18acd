import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import { type Database, openDatabase } from "./database.ts";
import { newPerson, type Person } from "./person.ts";

export { expect };

type WorkerFixtures = {
  /** The URL of the server. */
  url: string;
};
type TestFixtures = {
  /** A new person, signed in in `page`. */
  person: Person;
  /** Another device of `person`: a separate browser context. */
  otherDevice: Page;
};

/** Every test has the shared server, and a new person if it uses that fixture. */
export const test = base.extend<TestFixtures & { database: Database }, WorkerFixtures>({
  url: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
    async ({}, use) => use(requiredVariable("E2E_URL")),
    { scope: "worker" },
  ],
  baseURL: async ({ url }, use) => use(url),
  person: async ({ url, context }, use) => {
    const person = await newPerson(url);
    await person.signIn(context);
    await use(person);
  },
  otherDevice: async ({ browser, person, url }, use) => {
    const context: BrowserContext = await browser.newContext({ baseURL: url });
    await person.signIn(context);
    await use(await context.newPage());
    await context.close();
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
  database: async ({}, use) => {
    const database = openDatabase(requiredVariable("E2E_DATABASE_URL"));
    await use(database);
    await database.close();
  },
});

function requiredVariable(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: global-setup.ts sets it`);
  return value;
}
