import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import { type Database, openDatabase } from "./database.ts";
import { newPerson, type Person } from "./person.ts";

export { expect };

type Everywhere = {
  /** where the product runs */
  url: string;
};
type ForTest = {
  /** somebody new, signed in in `page` */
  person: Person;
  /** another device of `person`: a browser that shares nothing with the first */
  otherDevice: Page;
};

/** For every journey: a server, and a person of its own who is signed in as soon as a test asks for them. */
export const test = base.extend<ForTest & { database: Database }, Everywhere>({
  url: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
    async ({}, use) => use(given("E2E_URL")),
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
    const database = openDatabase(given("E2E_DATABASE_URL"));
    await use(database);
    await database.close();
  },
});

function given(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: global-setup.ts sets it`);
  return value;
}
