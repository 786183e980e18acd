import { sessionView } from "../support/session-page.ts";
import { expect, test } from "../support/test.ts";

test("a message is shown immediately, is answered, and is shown after a reload", async ({ page, person }) => {
  const session = sessionView(page);
  await session.open(await person.begin());
  await session.send("I lost the key of my room.");
  await expect(session.messages.first()).toContainText("I lost the key of my room.");
  await expect(session.messages).toHaveCount(2);
  await expect(session.log).toHaveAttribute("aria-busy", "false");
  // The reply is rendered as Markdown when the code for that has loaded.
  await expect(session.messages.last().getByRole("paragraph").first()).toBeVisible();
  const words = await session.log.getByRole("paragraph").allTextContents();
  await page.reload();
  await expect(session.log.getByRole("paragraph")).toHaveText(words);
});

test("a draft survives a reload, and belongs to its session", async ({ page, person }) => {
  const session = sessionView(page);
  const [first, second] = [await person.begin(), await person.begin()];
  await session.open(first);
  await session.composer.fill("Half a thought");
  await page.reload();
  await expect(session.composer).toHaveValue("Half a thought");
  await session.open(second);
  await expect(session.composer).toHaveValue("");
  await session.open(first);
  await session.composer.press("Enter");
  await expect(session.mine("Half a thought")).toBeVisible();
  await page.reload();
  await expect(session.mine("Half a thought")).toBeVisible();
  await expect(session.composer).toHaveValue("");
});

test("in the composer, Shift+Enter inserts a line break and arrow up restores the last message", async ({
  page,
  person,
}) => {
  const session = sessionView(page);
  await session.open(await person.begin());
  await expect(session.composer).toBeFocused();
  await page.keyboard.type("First line");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("Second line");
  await expect(session.messages).toHaveCount(0);
  await page.keyboard.press("Enter");
  await expect(session.messages.first()).toContainText("First line\nSecond line");
  await expect(session.composer).toHaveValue("");
  await expect(session.messages).toHaveCount(2);
  await page.keyboard.press("ArrowUp");
  await expect(session.composer).toHaveValue("First line\nSecond line");
});

test("the composer shows by how much a message is too long, and does not send it", async ({
  page,
  person,
}) => {
  const session = sessionView(page);
  await session.open(await person.begin());
  await session.composer.fill("a".repeat(9_990));
  await expect(page.getByText("10 characters left")).toBeVisible();
  await session.composer.fill("a".repeat(10_002));
  await expect(page.getByText("2 characters too many")).toBeVisible();
  await expect(page.getByRole("button", { name: "Send", exact: true })).toBeDisabled();
  await session.composer.press("Enter");
  await expect(session.messages).toHaveCount(0);
});

test("an empty session offers questions to start with", async ({ page, person }) => {
  const session = sessionView(page);
  await session.open(await person.begin());
  await expect(page.getByRole("heading", { name: "Write to Guide" })).toBeVisible();
  await page.getByRole("button", { name: "What can you help me with?" }).click();
  await expect(session.mine("What can you help me with?")).toBeVisible();
  await expect(session.messages).toHaveCount(2);
});

test("text and Markdown of a message can be copied", async ({ page, person, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const session = sessionView(page);
  await session.open(await person.begin());
  await session.send("Copy me, please.");
  await expect(session.messages).toHaveCount(2);
  const message = session.messages.first();
  await message.hover();
  await message.getByRole("button", { name: "Copy", exact: true }).click();
  await expect(message.getByText("Copied")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("Copy me, please.");
});
