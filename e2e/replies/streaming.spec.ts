import type { Locator, Page } from "@playwright/test";
import { sessionView } from "../support/session-page.ts";
import { expect, test } from "../support/with-model.ts";

const long = Array.from({ length: 60 }, (_, index) => `word${index} `);

test("a reply is streamed, and becomes a message", async ({ page, person, model }) => {
  const session = sessionView(page);
  await session.open(await person.begin());
  model.script({ kind: "reply", text: long, delayMs: 40 });
  await session.send("Tell me a long story");
  await expect(session.log).toHaveAttribute("aria-busy", "true");
  await expect(session.messages.nth(1)).toContainText("word3");
  await expect(page.getByRole("button", { name: "Stop" })).toBeVisible();
  await expect(session.messages.nth(1)).not.toContainText("word59", { timeout: 1 });
  await expect(session.messages.nth(1)).toContainText("word59");
  await expect(session.log).toHaveAttribute("aria-busy", "false");
  await expect(page.getByRole("button", { name: "Stop" })).toBeHidden();
  await expect(session.messages).toHaveCount(2);
});

test("a reply is announced once, when it is finished", async ({ page, person, model }) => {
  const session = sessionView(page);
  await session.open(await person.begin());
  await page.evaluate(() => {
    const announced: string[] = [];
    Object.assign(window, { announced });
    const last = new Map<Element, string>();
    new MutationObserver(() => {
      for (const region of document.querySelectorAll('main [aria-live="polite"]')) {
        const text = region.textContent;
        if (text && last.get(region) !== text) announced.push(text);
        last.set(region, text);
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  model.script({ kind: "reply", text: ["One ", "two ", "three."], delayMs: 150 });
  await session.send("Count");
  await expect(page.getByText("Guide: One two three.")).toBeAttached();
  await expect(page.getByText("Guide: One two three.")).not.toBeAttached();
  const announced = await page.evaluate(() => (window as unknown as { announced: string[] }).announced);
  expect(announced.filter((text) => text.includes("One"))).toEqual(["Guide: One two three."]);
});

test("Stop keeps the text so far and marks it; Ask again retries", async ({ page, person, model }) => {
  const session = sessionView(page);
  const id = await person.begin();
  await session.open(id);
  model.script({ kind: "hang", after: ["The beginning ", "of an answer"] });
  await session.send("Go on and on");
  await expect(session.messages.nth(1)).toContainText("of an answer");
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(session.messages.nth(1).getByText("Stopped", { exact: true })).toBeVisible();
  await expect(session.messages.nth(1)).toContainText("The beginning of an answer");
  await page.reload();
  await expect(session.messages.nth(1)).toContainText("The beginning of an answer");
  model.script({ kind: "reply", text: "Now in full." });
  await session.messages.nth(1).getByRole("button", { name: "Ask again" }).click();
  await expect(session.messagesWith("Now in full.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Ask again" })).toHaveCount(0);
  await expect(session.messagesWith("The beginning of an answer")).toBeVisible();
});

test("Escape stops a reply", async ({ page, person, model }) => {
  const session = sessionView(page);
  await session.open(await person.begin());
  model.script({ kind: "hang", after: ["Some ", "words"] });
  await session.send("Go on");
  await expect(session.messages.nth(1)).toContainText("words");
  await page.keyboard.press("Escape");
  await expect(session.messages.nth(1).getByText("Stopped", { exact: true })).toBeVisible();
});

test("a failed reply says so, and Ask again replaces it", async ({ page, person, model }) => {
  const session = sessionView(page);
  await session.open(await person.begin());
  model.standing({ kind: "status", status: 400, message: "The model is ill" });
  await session.send("How are you?");
  await expect(session.messages.nth(1).getByText("The reply failed")).toBeVisible();
  await expect(session.mine("How are you?")).toBeVisible();
  model.standing({ kind: "reply", text: "Well again." });
  await page.getByRole("button", { name: "Ask again" }).click();
  await expect(session.messagesWith("Well again.")).toBeVisible();
  await expect(page.getByText("The reply failed")).toBeHidden();
  await expect(session.messages).toHaveCount(2);
  await page.reload();
  await expect(session.messages).toHaveCount(2);
});

test("Stop ends the current reply, and those that wait are written; one of them can be left out", async ({
  page,
  person,
  model,
}) => {
  const session = sessionView(page);
  await session.open(await person.begin());
  model.script({ kind: "hang", after: ["The first "] }, { kind: "reply", text: "Third answer." });
  await session.send("First question");
  await expect(session.messagesWith("The first")).toBeVisible();
  await session.send("Second question");
  await session.send("Third question");
  const waiting = session.messages.filter({ hasText: "Guide replies when the one before is done" });
  await expect(waiting).toHaveCount(2);
  await waiting.filter({ hasText: "Second question" }).getByRole("button", { name: "Don’t answer" }).click();
  await expect(waiting).toHaveCount(1);
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(session.messagesWith("The first").getByText("Stopped", { exact: true })).toBeVisible();
  await expect(session.messagesWith("Third answer.")).toBeVisible();
  await expect(session.messages).toHaveCount(5);
});

test("queued replies are shown, and written in order", async ({ page, person, model }) => {
  const session = sessionView(page);
  await session.open(await person.begin());
  model.script(
    { kind: "reply", text: long.slice(0, 30), delayMs: 60 },
    { kind: "reply", text: "Second answer." },
  );
  await session.send("First question");
  await expect(session.messagesWith("word2")).toBeVisible();
  await session.send("Second question");
  const waiting = session.messages.filter({ hasText: "Guide replies when the one before is done" });
  await expect(waiting).toBeVisible();
  await expect(waiting).toContainText("To “Second question”");
  await expect(session.messagesWith("Second answer.")).toBeVisible();
  await expect(session.messages).toHaveCount(4);
  const texts = (await session.messages.allTextContents()).map((text) => text.replace(/\s+/g, " "));
  expect(texts.findIndex((text) => text.includes("word29"))).toBeLessThan(
    texts.findIndex((text) => text.includes("Second answer.")),
  );
});

test("a streamed reply continues after a reload and on another device", async ({
  page,
  otherDevice,
  person,
  model,
}) => {
  const session = sessionView(page);
  const other = sessionView(otherDevice);
  const id = await person.begin();
  await session.open(id);
  model.script({ kind: "hang", after: ["Slowly ", "it ", "begins"] });
  await session.send("Take your time");
  await expect(session.messages.nth(1)).toContainText("Slowly it begins");
  await page.reload();
  await other.open(id);
  for (const { messages, log } of [session, other]) {
    await expect(messages.nth(1)).toContainText("Slowly it begins");
    await expect(log).toHaveAttribute("aria-busy", "true");
  }
  await otherDevice.getByRole("button", { name: "Stop" }).click();
  for (const { messages, log } of [session, other]) {
    await expect(messages.nth(1).getByText("Stopped", { exact: true })).toBeVisible();
    await expect(log).toHaveAttribute("aria-busy", "false");
    await expect(messages).toHaveCount(2);
  }
});

const paragraphs = Array.from({ length: 80 }, (_, index) => `Paragraph ${index}\n\n`);

/** Records the scroll position in each frame, once the position has been stable for ten frames. */
async function watchScroll(scroller: Locator): Promise<{ tops: () => Promise<number[]> }> {
  const tops = await scroller.evaluateHandle(async (box) => {
    const frame = () => new Promise(requestAnimationFrame);
    for (let still = 0, top = box.scrollTop; still < 10; top = box.scrollTop) {
      await frame();
      still = box.scrollTop === top ? still + 1 : 0;
    }
    const seen: number[] = [];
    const record = () => {
      seen.push(box.scrollTop);
      requestAnimationFrame(record);
    };
    record();
    return seen;
  });
  return { tops: () => tops.jsonValue() };
}

/** Scrolls up from the end of a growing reply, and records the scroll position from then on. */
async function scrollUp(page: Page, session: ReturnType<typeof sessionView>) {
  await expect(session.messagesWith("Paragraph 30")).toBeVisible();
  await session.scroller.hover();
  await page.mouse.wheel(0, -400);
  await expect(page.getByRole("button", { name: "Jump to latest" })).toBeVisible();
  return watchScroll(session.scroller);
}

test("a growing reply does not move a reader who has scrolled up", async ({ page, person, model }) => {
  const session = sessionView(page);
  await session.open(await person.begin());
  model.script({ kind: "reply", text: paragraphs, delayMs: 30 });
  await session.send("A long one");
  const { tops } = await scrollUp(page, session);
  await expect(session.messagesWith("Paragraph 79")).toBeAttached();
  await expect(session.log).toHaveAttribute("aria-busy", "false");
  await page.evaluate(() => new Promise(requestAnimationFrame));
  const seen = await tops();
  expect(Math.min(...seen)).toBeGreaterThan(0);
  expect(Math.max(...seen) - Math.min(...seen)).toBeLessThanOrEqual(1);
});

test("a reconnect during a growing reply does not move a reader who has scrolled up", async ({
  page,
  person,
  model,
  context,
}) => {
  const session = sessionView(page);
  await session.open(await person.begin());
  model.script({ kind: "reply", text: paragraphs, delayMs: 80 });
  await session.send("A long one");
  const { tops } = await scrollUp(page, session);
  await context.setOffline(true);
  await expect(page.getByText("You are offline.")).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText("You are offline.")).toBeHidden();
  await expect(session.messagesWith("Paragraph 79")).toBeAttached();
  await expect(session.log).toHaveAttribute("aria-busy", "false");
  await page.evaluate(() => new Promise(requestAnimationFrame));
  const seen = await tops();
  expect(Math.max(...seen) - Math.min(...seen)).toBeLessThanOrEqual(1);
});

test("a reply stopped while offline disappears after the reconnect", async ({
  page,
  person,
  model,
  context,
}) => {
  const session = sessionView(page);
  const id = await person.begin();
  await session.open(id);
  model.script({ kind: "hang", after: ["Slowly"] });
  await session.send("First question");
  await expect(session.messagesWith("Slowly")).toBeVisible();
  await session.send("Second question");
  const waiting = session.messagesWith("Guide replies when the one before is done");
  await expect(waiting).toBeVisible();
  await context.setOffline(true);
  await expect(page.getByText("You are offline.")).toBeVisible();
  await person.api.agent.replies.stop.mutate({ sessionId: id });
  await context.setOffline(false);
  await expect(session.messages.getByText("Stopped", { exact: true })).toBeVisible();
  await expect(waiting).toBeHidden();
  await expect(session.messages).toHaveCount(3);
  await expect(session.log).toHaveAttribute("aria-busy", "false");
});

test("a selection in a reply is kept when the reply is finished", async ({ page, person, model }) => {
  const session = sessionView(page);
  await session.open(await person.begin());
  model.script({ kind: "reply", text: paragraphs.slice(0, 30), delayMs: 60 });
  await session.send("A long one");
  const words = session.messagesWith("Paragraph 4").getByText("Paragraph 2", { exact: true });
  await words.evaluate((element) => getSelection()?.selectAllChildren(element));
  await expect(session.log).toHaveAttribute("aria-busy", "true");
  await expect(session.messagesWith("Paragraph 29")).toBeAttached();
  await expect(session.log).toHaveAttribute("aria-busy", "false");
  expect(await page.evaluate(() => getSelection()?.toString())).toBe("Paragraph 2");
});

test("after the page got shorter, scrolling to the end follows new messages again", async ({
  page,
  person,
  model,
}) => {
  const session = sessionView(page);
  await page.setViewportSize({ width: 360, height: 600 });
  const id = await person.begin();
  await session.open(id);
  const lines = Array.from({ length: 20 }, (_, index) => `${index} ${"and so on ".repeat(15)}\n\n`);
  model.script({ kind: "reply", text: lines.join("") }, { kind: "reply", text: paragraphs, delayMs: 30 });
  await session.send("A long one");
  await expect(session.messagesWith("19 and so on")).toBeVisible();
  await expect(session.log).toHaveAttribute("aria-busy", "false");
  await session.scroller.hover();
  await page.mouse.wheel(0, -200);
  await expect(page.getByRole("button", { name: "Jump to latest" })).toBeVisible();
  await page.setViewportSize({ width: 1200, height: 600 });
  await person.api.agent.messages.send.mutate({ sessionId: id, content: "Another one" });
  await expect(session.messagesWith("Paragraph 5")).toBeAttached();
  await page.mouse.wheel(0, 10_000);
  await expect(page.getByRole("button", { name: "Jump to latest" })).toBeHidden();
  await expect(session.messagesWith("Paragraph 79").getByText("Paragraph 79")).toBeInViewport();
});
