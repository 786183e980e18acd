import type { Page } from "@playwright/test";
import { expect, test } from "../support/test.ts";

/** The list in the main area; the sidebar contains another one. */
const rows = (page: Page) => page.getByRole("main").getByRole("listitem");
const row = (page: Page, title: string) =>
  rows(page).filter({ has: page.getByRole("link", { name: title }) });

test("an empty list offers to start a session", async ({ page, person }) => {
  await page.goto("/all");
  await expect(page.getByRole("heading", { name: "No sessions yet" })).toBeVisible();
  await page.getByRole("link", { name: "Start a session" }).click();
  await page.getByRole("button", { name: "Start with Guide" }).click();
  await expect(page.getByRole("textbox", { name: "Message" })).toBeFocused();
  expect(person.id).toBeTruthy();
});

test("sessions are grouped by time", async ({ page, person, database }) => {
  for (const [title, daysAgo] of [
    ["Fresh", 0],
    ["A day old", 1],
    ["Some days old", 5],
    ["Months old", 90],
  ] as const)
    await database.age(await person.begin({ title }), daysAgo * 24 * 60);
  await person.api.sessions.update.mutate({ id: await person.begin({ title: "Kept" }), pinned: true });
  await page.goto("/all");
  const list = page.getByRole("main");
  await expect(list.getByRole("heading", { level: 2 })).toHaveText([
    "Pinned",
    "Today",
    "Yesterday",
    "Previous 7 days",
    /^[A-Z][a-z]+ \d{4}$/,
  ]);
  await expect(rows(page).getByRole("link")).toHaveText([
    "Kept",
    "Fresh",
    "A day old",
    "Some days old",
    "Months old",
  ]);
});

test("search and filters are in the URL, and Back restores them", async ({ page, person, database }) => {
  await person.begin({ title: "Boiler repair" });
  await database.age(await person.begin({ title: "Boiler noise" }), 24 * 60);
  await person.begin({ title: "Garden" });
  await page.goto("/all");
  await page.getByRole("searchbox", { name: "Search in sessions" }).fill("boiler");
  await expect(rows(page).getByRole("link")).toHaveText(["Boiler repair", "Boiler noise"]);
  await page.getByRole("combobox", { name: "Status" }).selectOption("Ended");
  await expect(rows(page).getByRole("link")).toHaveText(["Boiler noise"]);
  await expect(page).toHaveURL(/q=boiler.*status=ended|status=ended.*q=boiler/);
  await rows(page).getByRole("link", { name: "Boiler noise" }).click();
  await expect(page.getByRole("region", { name: "This session has expired" })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("searchbox", { name: "Search in sessions" })).toHaveValue("boiler");
  await expect(rows(page).getByRole("link")).toHaveText(["Boiler noise"]);
  await page.reload();
  await expect(rows(page).getByRole("link")).toHaveText(["Boiler noise"]);
  await page.getByRole("searchbox", { name: "Search in sessions" }).fill("status:active garden");
  await page.getByRole("combobox", { name: "Status" }).selectOption("Any status");
  await expect(rows(page).getByRole("link")).toHaveText(["Garden"]);
  await page.getByRole("searchbox", { name: "Search in sessions" }).fill("nothing like this");
  await expect(page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
  await page.getByRole("button", { name: "Clear search and filters" }).click();
  await expect(rows(page).getByRole("link")).toHaveCount(3);
});

test("a list of 300 sessions shows each exactly once", async ({ page, person }) => {
  const ids = await Promise.all(
    Array.from({ length: 300 }, (_, index) => person.begin({ title: `Number ${index}` })),
  );
  await page.goto("/all");
  const seen = new Map<string, string>();
  const end = page.getByRole("main").getByText("300 sessions");
  const scroller = page.getByRole("main").getByRole("list").locator("..");
  await expect(rows(page).first()).toBeVisible();
  await expect
    .poll(
      async () => {
        const shown = await page
          .getByRole("main")
          .locator("[data-session]")
          .evaluateAll((all) =>
            all.map((one) => [one.getAttribute("data-session") ?? "", one.textContent ?? ""]),
          );
        for (const [id = "", text = ""] of shown) {
          expect(seen.get(id) ?? text).toBe(text);
          seen.set(id, text);
        }
        await scroller.evaluate((box) => box.scrollBy(0, box.clientHeight * 0.8));
        return (await end.isVisible()) && seen.size;
      },
      { timeout: 25_000, intervals: [50] },
    )
    .toBe(300);
  expect([...seen.keys()].sort()).toEqual([...ids].sort());
  await expect(end).toBeVisible();
});

test("a session is pinned, archived and restored", async ({ page, person }) => {
  for (const title of ["First", "Second", "Third"]) await person.begin({ title });
  await page.goto("/all");
  await row(page, "First").hover();
  await page.getByRole("button", { name: "Pin: First" }).click();
  await expect(rows(page).getByRole("link").first()).toHaveText("First");
  await page.reload();
  await expect(rows(page).getByRole("link").first()).toHaveText("First");
  await row(page, "Second").hover();
  await page.getByRole("button", { name: "Archive: Second" }).click();
  await expect(row(page, "Second")).toHaveCount(0);
  await page.getByRole("combobox", { name: "Archive" }).selectOption("Archived");
  await expect(rows(page).getByRole("link")).toHaveText(["Second"]);
  await row(page, "Second").hover();
  await page.getByRole("button", { name: "Back to the list: Second" }).click();
  await expect(row(page, "Second")).toHaveCount(0);
  await page.getByRole("combobox", { name: "Archive" }).selectOption("Not archived");
  await expect(row(page, "Second")).toBeVisible();
});

test("Shift selects a range, and one button everything shown", async ({ page, person }) => {
  for (const title of ["One", "Two", "Three", "Four"]) await person.begin({ title });
  await page.goto("/all");
  const box = (title: string) => page.getByRole("checkbox", { name: `Select ${title}` });
  const bar = page.getByRole("region", { name: "Actions for the selected sessions" });
  await box("Four").check();
  await box("Two").click({ modifiers: ["Shift"] });
  await expect(bar.getByRole("status")).toHaveText("3 selected");
  await expect(box("Three")).toBeChecked();
  await expect(box("One")).not.toBeChecked();
  await bar.getByRole("button", { name: "Select all 4 shown" }).click();
  await expect(box("One")).toBeChecked();
  await expect(bar.getByRole("button", { name: /Select all/ })).toHaveCount(0);
});

test("several sessions are selected, deleted, restored by Undo, and deleted permanently", async ({
  page,
  person,
}) => {
  for (const title of ["One", "Two", "Three"]) await person.begin({ title });
  await page.goto("/all");
  const choose = async () => {
    for (const title of ["One", "Two"]) await page.getByRole("checkbox", { name: `Select ${title}` }).check();
  };
  const bar = page.getByRole("region", { name: "Actions for the selected sessions" });
  await choose();
  await expect(bar.getByRole("status")).toHaveText("2 selected");
  await bar.getByRole("button", { name: "Delete" }).click();
  await expect(rows(page).getByRole("link")).toHaveText(["Three"]);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(rows(page).getByRole("link")).toHaveCount(3);
  expect((await person.api.sessions.list.query({})).items).toHaveLength(3);
  await choose();
  await bar.getByRole("button", { name: "Delete" }).click();
  await expect(rows(page).getByRole("link")).toHaveText(["Three"]);
  // Leaving the page makes the deletion permanent.
  await page.goto("/agents");
  await expect
    .poll(async () => (await person.api.sessions.list.query({})).items.map(({ title }) => title))
    .toEqual(["Three"]);
});

test("changes through the API appear without a reload", async ({ page, person }) => {
  await page.goto("/all");
  await expect(page.getByRole("heading", { name: "No sessions yet" })).toBeVisible();
  const id = await person.begin({ title: "Made by a program" });
  await expect(row(page, "Made by a program")).toBeVisible();
  await person.api.agent.messages.send.mutate({ sessionId: id, content: "Hello from the program" });
  await expect(row(page, "Made by a program")).toContainText("unread");
  await person.api.agent.end.mutate({ id });
  await expect(row(page, "Made by a program")).toHaveCount(0);
});
