import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expectAccessible } from "../support/axe.ts";
import { withChatbotAndClients } from "../support/chatbot-sessions.ts";
import { expect, test } from "../support/test.ts";

const table = (page: Page) => page.getByRole("table", { name: "Sessions of your chatbots" });
const widthOf = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth);
const titles = (page: Page) => page.locator("[data-row] [data-row-link]");

test("an empty table explains what it will contain", async ({ page, person }) => {
  // The page must not repeat its requests endlessly.
  await page.goto("/bots/sessions", { waitUntil: "networkidle" });
  await expect(page.getByRole("heading", { name: "No sessions yet" })).toBeVisible();
  expect(person.id).toBeTruthy();
});

test("sessions are filtered by title, client, status and marks, and Back restores the filters", async ({
  page,
  person,
}) => {
  const { begin, say, rate, bert } = await withChatbotAndClients(person);
  await begin("Plain");
  const rated = await begin("Rated", bert.id);
  await rate(rated, 2);
  const danger = await begin("In danger");
  await say(danger, "I want to kill myself");
  await page.goto("/bots/sessions");
  await expect(titles(page)).toHaveText(["In danger", "Rated", "Plain"]);
  const row = table(page)
    .getByRole("row")
    .filter({ has: page.getByRole("link", { name: "Rated", exact: true }) });
  await expect(row.getByRole("cell")).toHaveText([
    "Bert Klein",
    "Shop help",
    "Completed",
    /now|min/,
    /now|min/,
    "0",
    /2 of 5 stars/,
    "",
  ]);
  await page.getByRole("combobox", { name: "Marks" }).selectOption("May be in danger");
  await expect(titles(page)).toHaveText(["In danger"]);
  await page.getByRole("combobox", { name: "Marks" }).selectOption("Any mark");
  await page.getByRole("combobox", { name: "Rating" }).selectOption("2 stars");
  await expect(titles(page)).toHaveText(["Rated"]);
  await page.getByRole("combobox", { name: "Rating" }).selectOption("Any rating");
  await page.getByRole("searchbox").fill("klein");
  await expect(titles(page)).toHaveText(["Rated"]);
  await expect(page).toHaveURL(/q=klein/);
  await page.reload();
  await expect(titles(page)).toHaveText(["Rated"]);
  await page.getByRole("searchbox").fill("nobody");
  await expect(page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
  await page.getByRole("button", { name: "Clear search and filters" }).click();
  await expect(titles(page)).toHaveCount(3);
  await page.getByRole("button", { name: "More about Rated" }).click();
  await page.getByRole("menuitem", { name: "Only sessions with Bert Klein" }).click();
  await expect(titles(page)).toHaveText(["Rated"]);
  await page.getByRole("button", { name: "Show all clients, not only Bert Klein" }).click();
  await expect(titles(page)).toHaveCount(3);
});

test("hundreds of rows can be navigated by keyboard, and Back restores the position in the table", async ({
  page,
  person,
}) => {
  const { begin } = await withChatbotAndClients(person);
  for (let first = 0; first < 180; first += 30)
    await Promise.all(Array.from({ length: 30 }, (_, index) => begin(`Number ${first + index}`)));
  await page.goto("/bots/sessions");
  await expect(titles(page).first()).toBeVisible();
  await page.keyboard.press("j");
  await expect(titles(page).first()).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(titles(page).nth(1)).toBeFocused();
  const list = page.getByRole("region", { name: "Sessions of your chatbots" });
  await expect
    .poll(async () => {
      await list.evaluate((box) => box.scrollBy(0, 2_000));
      return page.getByText("180 sessions").isVisible();
    })
    .toBe(true);
  const last = page.locator("[data-row]").last().locator("[data-row-link]");
  const name = (await last.textContent()) ?? "";
  await last.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await page.goBack();
  await expect(
    page.getByRole("link", { name, exact: true }).and(page.locator("[data-row-link]")),
  ).toBeFocused();
  await expect(page.getByText("180 sessions")).toBeVisible();
  await page.keyboard.press("Home");
  await expect(table(page).locator('[aria-rowindex="2"] [data-row-link]')).toBeFocused();
});

test("changes through the API appear without a reload", async ({ page, person }) => {
  const { begin, rate } = await withChatbotAndClients(person);
  const first = await begin("First");
  await page.goto("/bots/sessions");
  await expect(titles(page)).toHaveText(["First"]);
  await begin("Second");
  await expect(titles(page)).toHaveText(["Second", "First"]);
  await rate(first, 5);
  await expect(table(page).getByRole("row").filter({ hasText: "First" })).toContainText("Completed");
});

test("messages are found by their words, and opened at their position in the session", async ({
  page,
  person,
}) => {
  const { begin, say } = await withChatbotAndClients(person);
  const long = await begin("A long talk");
  await say(long, "My lamp arrived broken and I want my money back");
  for (let index = 0; index < 120; index += 1) await say(long, `Small talk ${index}`, "assistant");
  await page.goto("/bots/sessions");
  await page.getByRole("radio", { name: "Messages" }).click({ force: true });
  await expect(page.getByRole("heading", { name: "Search in what was said" })).toBeVisible();
  await page.getByRole("searchbox").fill("broken lam");
  await expect(page.locator("mark")).toHaveText(["lamp", "broken"]);
  await expect(page).toHaveURL(/in=messages/);
  await expectAccessible(page, "what a search found");
  await page.getByRole("link", { name: "A long talk" }).and(page.locator("[data-row-link]")).click();
  const message = page.getByRole("article").filter({ hasText: "My lamp arrived broken" });
  await expect(message).toBeInViewport();
  await expect(message).toBeFocused();
  await expect
    .poll(() => page.evaluate(() => [...(CSS.highlights.get("hits") ?? [])].map((range) => range.toString())))
    .toEqual(["lamp", "broken"]);
  // The position is kept, although the list otherwise scrolls to its end.
  await expect(page.getByRole("button", { name: "Jump to latest" })).toBeVisible();
});

test("a transcript is downloaded in each format, from the session and from its row", async ({
  page,
  person,
}) => {
  const { begin, say } = await withChatbotAndClients(person);
  const id = await begin("Größe M");
  await say(id, "Do you have it in blue?");
  const download = async (item: string) => {
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("menuitem", { name: item }).click(),
    ]);
    return { name: file.suggestedFilename(), text: await readFile(await file.path(), "latin1") };
  };
  await page.goto("/bots/sessions");
  await page.getByRole("button", { name: "More about Größe M" }).click();
  const markdown = await download("Transcript as Markdown");
  expect(markdown.name).toMatch(/^Größe M \d{4}-\d\d-\d\d\.md$/);
  expect(markdown.text).toContain("Do you have it in blue?");
  await page.goto(`/inbox/${id}`);
  await page.getByRole("button", { name: "Download the transcript" }).click();
  expect((await download("Transcript as PDF")).text).toMatch(/^%PDF-/);
});

test("an ended session is summarized, and the summary says how it was generated", async ({
  page,
  person,
}) => {
  const { begin, say, rate } = await withChatbotAndClients(person);
  const id = await begin("A lamp");
  await say(id, "My lamp arrived broken. I want my money back.");
  await page.goto(`/inbox/${id}`);
  await expect(page.getByRole("article").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Summarize" })).toHaveCount(0);
  await rate(id, 3);
  await page.getByRole("button", { name: "Summarize" }).click();
  const summary = page.getByRole("region", { name: "Summary" });
  await expect(summary).toContainText("without a language model");
  await expectAccessible(page, "a summary");
  await page.reload();
  await expect(summary).toContainText("without a language model");
});

test("the overview shows statistics as charts and as tables", async ({ page, person }) => {
  const { begin, say, rate } = await withChatbotAndClients(person);
  await page.goto("/bots/overview");
  await expect(page.getByRole("heading", { name: "No sessions in these days" })).toBeVisible();
  await expectAccessible(page, "an overview without sessions");
  for (const rating of [5, 4, 2]) {
    const id = await begin(`Rated ${rating}`);
    await say(id, "Thank you");
    await rate(id, rating);
  }
  const open = await begin("Open");
  await person.api.chatbot.messages.send.mutate({ sessionId: open, content: "Do you sell tents?" });
  await expect.poll(async () => (await person.api.chatbot.get.query({ id: open })).messages.length).toBe(2);
  await page.reload();
  await expect(page.getByText("4 sessions began in these days.")).toBeVisible();
  await expect(page.getByText("3 sessions were rated: 3.7 of 5 in the mean.")).toBeVisible();
  await expect(page.locator(".recharts-bar-rectangle").first()).toBeVisible();
  await expectAccessible(page, "the overview's charts");
  await page.getByRole("button", { name: "Show as table: Ratings" }).click();
  const ratings = page.getByRole("region", { name: "Ratings" }).getByRole("table");
  await expect(ratings.getByRole("row")).toHaveText(["StarsSessions", "10", "21", "30", "41", "51"]);
  await page.getByRole("button", { name: "Show as table: Sessions a day" }).click();
  await expect(page.getByRole("region", { name: "Sessions a day" }).getByRole("row")).toHaveCount(31);
  await expectAccessible(page, "the overview's tables");
  await page.getByRole("radio", { name: "7 days" }).click({ force: true });
  await expect(page).toHaveURL(/days=7/);
  await expect(page.getByRole("region", { name: "Sessions a day" }).getByRole("row")).toHaveCount(8);
  const question = page.getByRole("row").filter({ hasText: "Do you sell tents?" });
  await expect(question).toContainText("once");
  await question.getByRole("link").click();
  await expect(page.getByRole("article").filter({ hasText: "Do you sell tents?" })).toBeFocused();
});

for (const [screen, viewport] of Object.entries({
  desktop: { width: 1280, height: 800 },
  phone: { width: 360, height: 740 },
})) {
  test.describe(screen, () => {
    test.use({ viewport });

    test("axe reports no violations, and nothing is wider than the screen", async ({ page, person }) => {
      const { begin, say, rate } = await withChatbotAndClients(person);
      const words = "A title so long that no phone and hardly any table has the room to show all of it";
      const danger = await begin(words);
      await say(danger, "I want to kill myself");
      await rate(await begin("Rated"), 4);
      await page.goto("/bots/sessions", { waitUntil: "networkidle" });
      await expect(titles(page)).toHaveText(["Rated", words]);
      await expectAccessible(page, "the sessions");
      if (screen === "phone") {
        await page.getByRole("button", { name: "Filters" }).click();
        await expect(page.getByRole("combobox", { name: "Status" })).toBeVisible();
        await expectAccessible(page, "the filters");
      }
      await page.goto("/bots/overview");
      await expect(page.locator(".recharts-bar-rectangle").first()).toBeVisible();
      await expectAccessible(page, "the overview");
      expect(await widthOf(page)).toBe(viewport.width);
      await page.goto("/bots/sessions");
      await expect(titles(page)).toHaveCount(2);
      expect(await widthOf(page)).toBe(viewport.width);
    });
  });
}
