import { holdScripts } from "../support/scripts.ts";
import { expect, test } from "../support/test.ts";

test("a button pressed before hydration works", async ({ page, person }) => {
  const scripts = holdScripts(page);
  await scripts.hold();
  await page.goto("/settings", { waitUntil: "commit" });
  await expect(page.getByText(person.email)).toBeVisible();
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await scripts.release();
  await expect(page.getByRole("link", { name: "Create an account" })).toBeVisible();
  await page.goto("/all");
  await expect(page).toHaveURL(/\/sign-in/);
});

test("a form submitted before hydration is sent with its values", async ({ page, person, context }) => {
  await context.clearCookies();
  const scripts = holdScripts(page);
  await scripts.hold();
  await page.goto("/sign-in", { waitUntil: "commit" });
  await page.getByRole("textbox", { name: "Email" }).fill(person.email);
  await page.getByRole("textbox", { name: "Password" }).pressSequentially(person.password);
  await page.keyboard.press("Enter");
  await scripts.release();
  await expect(page.getByRole("heading", { level: 1, name: "Home" })).toBeVisible();
});

test("search, filter, theme and palette work before hydration", async ({ page, person }) => {
  await person.begin({ title: "Broken lamp" });
  await person.begin({ title: "Late arrival" });
  const scripts = holdScripts(page);
  await scripts.hold();
  await page.goto("/all", { waitUntil: "commit" });
  await page.getByRole("searchbox").pressSequentially("lamp");
  await page.getByRole("combobox", { name: "Status" }).selectOption("active");
  await scripts.release();
  await expect(page).toHaveURL(/q=lamp/);
  await expect(page).toHaveURL(/status=active/);
  await expect(page.getByRole("searchbox")).toHaveValue("lamp");
  await expect(page.getByRole("main").getByRole("link", { name: "Late arrival" })).toBeHidden();

  await scripts.hold();
  await page.goto("/settings", { waitUntil: "commit" });
  await page.getByText("Dark", { exact: true }).click();
  await page.getByRole("button", { name: "Search" }).click();
  await scripts.release();
  await expect(page.getByRole("dialog", { name: "Go to or do" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});
