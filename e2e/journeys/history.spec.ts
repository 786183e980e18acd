import { sessionView } from "../support/session-page.ts";
import { expect, test } from "../support/test.ts";

test("500 messages are loaded while scrolling up, each once and in order", async ({
  page,
  person,
  database,
}) => {
  const session = sessionView(page);
  const id = await person.begin();
  await database.fill(id, 500);
  await session.open(id);
  await expect(session.log.getByText("Line 500", { exact: true })).toBeInViewport();
  for (let count = 1; count < 500; count = await session.messages.count()) {
    await session.scroller.evaluate((box) => box.scrollTo(0, 0));
    await expect(session.messages.nth(count)).toBeAttached();
  }
  await expect(page.getByText("This is where the session begins.")).toBeVisible();
  await expect(session.messages).toHaveCount(500);
  const lines = (await session.log.getByText(/^Line \d+$/).allTextContents()).map((text) =>
    Number(text.slice(5)),
  );
  expect(lines).toEqual(Array.from({ length: 500 }, (_, index) => index + 1));
});

test("loading earlier messages does not move the visible line", async ({ page, person, database }) => {
  const session = sessionView(page);
  const id = await person.begin();
  await database.fill(id, 200);
  let release: (() => void) | undefined;
  await page.route("**/api/trpc/*sessions.messages**", async (route) => {
    if (!release && decodeURIComponent(route.request().url()).includes('"before"'))
      await new Promise<void>((resolve) => {
        release = resolve;
      });
    await route.continue();
  });
  await session.open(id);
  await expect(session.log.getByText("Line 200", { exact: true })).toBeInViewport();
  await session.scroller.hover();
  await page.mouse.wheel(0, -50_000);
  await expect.poll(() => release).toBeDefined();
  const line = session.log.getByText("Line 153", { exact: true });
  await line.scrollIntoViewIfNeeded();
  const before = (await line.boundingBox())?.y ?? Number.NaN;
  const count = await session.messages.count();
  release?.();
  await expect.poll(() => session.messages.count()).toBeGreaterThan(count);
  const after = (await line.boundingBox())?.y ?? Number.NaN;
  expect(Math.abs(after - before)).toBeLessThanOrEqual(2);
});

test("a new message does not scroll a reader further up, and Jump to latest scrolls to it", async ({
  page,
  person,
  database,
}) => {
  const session = sessionView(page);
  const id = await person.begin();
  await database.fill(id, 60);
  await session.open(id);
  await expect(session.log.getByText("Line 60", { exact: true })).toBeInViewport();
  await session.scroller.hover();
  await page.mouse.wheel(0, -1500);
  const jump = page.getByRole("button", { name: "Jump to latest" });
  await expect(jump).toBeVisible();
  const top = await session.scroller.evaluate((box) => box.scrollTop);
  await person.api.agent.messages.send.mutate({ sessionId: id, content: "News from elsewhere" });
  await expect(session.mine("News from elsewhere")).toBeAttached();
  await expect(session.messages.last()).toContainText("Guide");
  await expect(session.log).toHaveAttribute("aria-busy", "false");
  expect(await session.scroller.evaluate((box) => box.scrollTop)).toBe(top);
  await jump.click();
  await expect(session.messages.last()).toBeInViewport();
  await expect(jump).toBeHidden();
});
