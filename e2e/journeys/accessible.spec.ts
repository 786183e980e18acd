import { expectAccessible } from "../support/axe.ts";
import { createSampleData, pagesOf, publicPages } from "../support/pages.ts";
import { sessionView } from "../support/session-page.ts";
import { expect, test } from "../support/test.ts";

const screens = { desktop: { width: 1280, height: 800 }, phone: { width: 360, height: 740 } };

for (const [screen, viewport] of Object.entries(screens)) {
  test.describe(`axe reports no violations, light and dark, ${screen}`, () => {
    test.use({ viewport });

    test("on public pages", async ({ page }) => {
      for (const { name, path } of publicPages) {
        await page.goto(path);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        await expectAccessible(page, name);
      }
    });

    test("on the pages behind the sign-in", async ({ page, person }) => {
      test.slow();
      const session = await createSampleData(person);
      for (const { name, path } of pagesOf(person, session)) {
        await page.goto(path, { waitUntil: "networkidle" });
        await expect(page.getByRole("main").getByRole("status", { name: "Loading" })).toHaveCount(0);
        await expectAccessible(page, name);
      }
    });

    test("in a session's states", async ({ page, person, database, context }) => {
      test.slow();
      const session = sessionView(page);
      await session.open(await person.begin());
      await expectAccessible(page, "an empty session");
      await page.route("**/api/trpc/*agent.messages.send**", (route) => route.abort());
      await session.send("Not on its way");
      await expect(page.getByText("Not sent.")).toBeVisible();
      await context.setOffline(true);
      await expect(page.getByText("You are offline.")).toBeVisible();
      await expectAccessible(page, "offline, with a message that was not sent");
      await context.setOffline(false);
      await page.getByRole("button", { name: "Show details" }).click();
      await expect(page.getByRole("heading", { name: "Metadata" })).toBeVisible();
      await expectAccessible(page, "with its details");
      const timeoutConfig = { timeoutMinutes: 5, maxDurationMinutes: 5, warningThresholdMinutes: 4 };
      const late = await person.begin({ timeoutConfig });
      await database.fill(late, 3);
      await database.age(late, 2);
      await session.open(late);
      await expect(page.getByText(/^Expires in/)).toBeVisible();
      await expectAccessible(page, "near its end");
      await database.age(late, 4);
      await session.open(late);
      await expect(page.getByRole("region", { name: "This session has expired" })).toBeVisible();
      await expectAccessible(page, "expired");
    });

    test("in dialogs, menus and selections", async ({ page, person }) => {
      await person.begin({ title: "Chosen" });
      await page.goto("/all");
      await page.getByRole("checkbox", { name: "Select Chosen" }).check();
      await expect(page.getByText("1 selected")).toBeVisible();
      await expectAccessible(page, "a selection");
      await page.keyboard.press("Control+k");
      await expect(page.getByRole("dialog", { name: "Go to or do" })).toBeVisible();
      await expectAccessible(page, "the command menu");
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Delete", exact: true }).click();
      await expect(page.getByRole("button", { name: "Undo" })).toBeVisible();
      await expectAccessible(page, "a deletion that can be undone");
      await page.goto("/settings/keys");
      await page.getByRole("button", { name: "Create key" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Create key" }).click();
      await expect(page.getByRole("dialog").getByRole("textbox", { name: "Name" })).toHaveAttribute(
        "aria-invalid",
      );
      await expectAccessible(page, "a form with an error, in a dialog");
      await page.goto("/agents/new");
      await page.getByRole("button", { name: "Create agent" }).click();
      await expect(page.getByRole("textbox", { name: "Name" })).toHaveAttribute("aria-invalid");
      await expectAccessible(page, "a form with errors");
      if (viewport.width > 500) return;
      await page.getByRole("button", { name: "You" }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await expectAccessible(page, "the navigation on a phone");
    });
  });
}
