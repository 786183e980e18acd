import { holdScripts } from "../support/scripts.ts";
import { sessionView } from "../support/session-page.ts";
import { expect, test } from "../support/test.ts";

test("Ctrl-K finds sessions and pages, and Escape restores the focus", async ({ page, person }) => {
  await person.begin({ title: "Broken lamp" });
  await person.begin({ title: "Late arrival" });
  await page.goto("/agents");
  const create = page.getByRole("link", { name: "Create agent" });
  await create.focus();
  await page.keyboard.press("Control+k");
  const dialog = page.getByRole("dialog", { name: "Go to or do" });
  await expect(dialog.getByRole("combobox")).toBeFocused();
  await expect(dialog.getByRole("option").first()).toHaveAccessibleName(/Late arrival/);
  await expect(dialog.getByRole("option").first()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(create).toBeFocused();
  await page.keyboard.press("Control+k");
  await expect(dialog.getByRole("combobox")).toBeFocused();
  await page.keyboard.type("lamp");
  await expect(dialog.getByRole("option", { name: "Broken lamp" })).toHaveAttribute("aria-selected", "true");
  await expect(dialog.getByRole("option", { name: "Late arrival" })).toBeHidden();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Broken lamp");
  await page.keyboard.press("Control+k");
  await expect(dialog.getByRole("combobox")).toBeFocused();
  await page.keyboard.type("devices");
  await expect(dialog.getByRole("option", { name: "Devices" })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/settings\/devices$/);
});

test("text typed while the palette is loading appears in it", async ({ page, person }) => {
  await person.begin({ title: "Night shift" });
  await page.goto("/all");
  await expect(page.getByRole("main").getByRole("link", { name: "Night shift" })).toBeVisible();
  const scripts = holdScripts(page);
  await scripts.hold();
  await page.keyboard.press("Control+k");
  // On the page itself, n would start a session and x would select one.
  await page.keyboard.type("next");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Backspace");
  await scripts.release();
  const field = page.getByRole("dialog", { name: "Go to or do" }).getByRole("combobox");
  await expect(field).toBeFocused();
  await page.keyboard.type("ight");
  await expect(field).toHaveValue("night");
  await expect(page.getByRole("option", { name: "Night shift" })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/\/all$/);
  await page.keyboard.press("Control+k");
  await expect(field).toHaveValue("");
});

test("Escape cancels a palette that is still loading", async ({ page, person }) => {
  await page.goto("/all");
  await expect(page.getByRole("heading", { name: "No sessions yet" })).toBeVisible();
  const scripts = holdScripts(page);
  await scripts.hold();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("n");
  await page.keyboard.press("Escape");
  await scripts.release();
  await page.keyboard.press("n");
  await expect(page).toHaveURL(/\/inbox\/new$/);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(person.id).toBeTruthy();
});

test("? shows the shortcuts, n starts a session, and neither works in a text field", async ({
  page,
  person,
}) => {
  await page.goto("/all");
  await expect(page.getByRole("heading", { name: "No sessions yet" })).toBeVisible();
  await page.keyboard.press("?");
  const keys = page.getByRole("dialog", { name: "Keys" });
  await expect(keys).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(keys).toBeHidden();
  await page.getByRole("searchbox").fill("n?");
  await expect(keys).toBeHidden();
  await expect(page).toHaveURL(/\/all/);
  await page.getByRole("searchbox").fill("");
  await page.getByRole("main").focus();
  await page.keyboard.press("n");
  await expect(page).toHaveURL(/\/inbox\/new$/);
  expect(person.id).toBeTruthy();
});

test("j and k move in the list, x selects, Enter opens, Escape clears the selection", async ({
  page,
  person,
}) => {
  for (const title of ["Third", "Second", "First"]) await person.begin({ title });
  await page.goto("/all");
  const link = (name: string) => page.getByRole("main").getByRole("link", { name });
  await expect(link("First")).toBeVisible();
  await page.keyboard.press("j");
  await expect(link("First")).toBeFocused();
  await page.keyboard.press("j");
  await expect(link("Second")).toBeFocused();
  await page.keyboard.press("k");
  await expect(link("First")).toBeFocused();
  await page.keyboard.press("x");
  await expect(page.getByText("1 selected")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByText("1 selected")).toBeHidden();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/First|Second/);
});

test("navigation moves the focus to the page and sets the title", async ({ page, person }) => {
  await page.goto("/all");
  const navigation = page.getByRole("navigation", { name: "Navigation" });
  for (const [name, title] of [
    ["Agents", "Agents · Parley"],
    ["Settings", "Settings · Parley"],
    ["Sessions", "Sessions · Parley"],
  ] as const) {
    await navigation.getByRole("link", { name, exact: true }).click();
    await expect(page).toHaveTitle(title);
    await expect
      .poll(() => page.evaluate(() => document.querySelector("main")?.contains(document.activeElement)))
      .toBe(true);
  }
  expect(person.id).toBeTruthy();
});

test("the first Tab focuses a link that skips the sidebar", async ({ page, person }) => {
  await page.goto("/agents");
  await expect(page.getByRole("link", { name: "Guide" })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Create agent" })).toBeFocused();
  expect(person.id).toBeTruthy();
});

test("an unknown URL shows an error and a link back", async ({ page, person }) => {
  const answer = await page.goto("/no/such/page");
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
  await person.begin({ title: "Broken lamp" });
  const sidebar = page.getByRole("complementary", { name: "Sidebar" });
  await expect(sidebar.getByRole("link", { name: "Broken lamp" })).toBeVisible();
  await page.getByRole("link", { name: "To your home page" }).click();
  await expect(page).toHaveURL(/\/home$/);
  await page.goto("/agents/no-such-agent");
  await expect(page.getByRole("main").getByRole("alert")).toContainText("This agent does not exist");
  await expect(page.getByRole("navigation", { name: "Navigation" })).toBeVisible();
  expect(person.id).toBeTruthy();
});

test("a page that crashes keeps the navigation, and other pages work", async ({ page, person }) => {
  const id = await person.begin({ title: "Solid ground" });
  // A response that makes the component throw.
  await page.route("**/api/trpc/*sessions.messages**", async (route) => {
    const response = await route.fetch();
    const answers = await response.json();
    for (const { result } of answers) if (result.data.hasMore !== undefined) result.data.items = [null];
    await route.fulfill({ response, json: answers });
  });
  await page.goto(`/inbox/${id}`);
  const note = page.getByRole("main").getByRole("alert");
  await expect(note).toContainText("Something went wrong");
  await expect(page.getByRole("navigation", { name: "Navigation" })).toBeVisible();
  await page.unroute("**/api/trpc/*sessions.messages**");
  await page.getByRole("navigation", { name: "Navigation" }).getByRole("link", { name: "Agents" }).click();
  await expect(page.getByRole("link", { name: "Guide" })).toBeVisible();
  await sessionView(page).open(id);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Solid ground");
});
