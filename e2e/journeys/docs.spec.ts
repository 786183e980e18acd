import type { Page } from "@playwright/test";
import { expectAccessible } from "../support/axe.ts";
import { withChatbot } from "../support/chatbots.ts";
import { expect, test } from "../support/test.ts";

/** Opens an operation by its summary, with the keyboard, and executes it as it is. */
async function execute(page: Page, summary: string) {
  const block = page.locator(".opblock").filter({ has: page.getByText(summary, { exact: true }) });
  await block.locator(".opblock-summary-control").focus();
  await page.keyboard.press("Enter");
  await block.getByRole("button", { name: "Execute" }).press("Enter");
  const response = block.locator(".live-responses-table");
  await expect(response).toBeVisible();
  return { block, status: response.locator(".response .response-col_status") };
}

const screens = { desktop: { width: 1440, height: 900 }, phone: { width: 360, height: 740 } };

for (const [screen, viewport] of Object.entries(screens)) {
  test.describe(`the API documentation, ${screen}`, () => {
    test.use({ viewport });

    test("has nothing that axe finds, light and dark", async ({ page, person }) => {
      test.slow();
      await person.begin();
      await page.goto("/docs/chatbot");
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expectAccessible(page, "all operations");
      await page.getByRole("button", { name: "Authorize" }).click();
      await expect(page.getByRole("heading", { name: "Available authorizations" })).toBeVisible();
      await expectAccessible(page, "the dialog for a credential");
      await page.goto("/docs");
      const { block } = await execute(page, "Update timeout");
      await expectAccessible(page, "a request with its response");
      await block.getByRole("tab", { name: "Schema" }).first().click();
      await block.getByRole("button", { name: "Expand all" }).first().click();
      await expectAccessible(page, "the schema of a request");
    });

    test("is no wider than the screen", async ({ page, person }) => {
      await person.begin();
      await page.goto("/docs");
      await execute(page, "Create session");
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBe(0);
    });
  });
}

test("the examples of the page work as they are for a person who is signed in", async ({ page, person }) => {
  test.slow();
  await person.begin();
  await (await withChatbot(person)).begin();
  for (const path of ["/docs", "/docs/chatbot"]) {
    await page.goto(path);
    await expect((await execute(page, "List sessions")).status).toContainText("200");
    await expect((await execute(page, "Get session")).status).toContainText("200");
    await expect((await execute(page, "Create session")).status).toContainText("201");
  }
});

test("the documented path answers as the API's own prefix does", async ({ page, person }) => {
  await person.begin();
  await page.goto("/docs");
  await page.getByRole("combobox", { name: "Server" }).selectOption("/");
  const { block, status } = await execute(page, "Get session");
  await expect(status).toContainText("200");
  await expect(block.locator(".request-url")).toContainText(/:\d+\/api\/messaging\/sessions\//);
});

test("somebody reads without signing in, signs in from the page, and is back on it", async ({
  page,
  person,
  context,
}) => {
  await context.clearCookies();
  await page.goto("/docs/chatbot");
  await expect(page.getByRole("heading", { name: /Session API/ })).toBeVisible();
  await page.getByRole("link", { name: "sign in" }).click();
  await page.getByLabel("Email").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/docs\/chatbot$/);
  await expect(page.getByText("You are signed in")).toBeVisible();
  await page.getByRole("link", { name: "Back to Parley" }).click();
  await expect(page).toHaveURL(/\/home$/);
});

test("the page has the theme that was chosen in the app", async ({ page, person }) => {
  await page.goto("/settings");
  await page.getByRole("radio", { name: "Dark" }).check();
  await page.goto("/docs");
  await expect(page.locator("html")).toHaveClass(/dark-mode/);
  await page.emulateMedia({ colorScheme: "light" });
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  expect(person.id).toBeTruthy();
});
