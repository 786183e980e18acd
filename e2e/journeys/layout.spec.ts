import type { Page } from "@playwright/test";
import { createSampleData, pagesOf, publicPages } from "../support/pages.ts";
import { sessionView } from "../support/session-page.ts";
import { expect, test } from "../support/test.ts";

/** Elements that exceed the right edge of the window, outside of boxes with their own overflow. */
const findOverflow = (page: Page) =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const scrollsItself = (element: Element | null): boolean =>
      element !== null &&
      (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(element).overflowX) ||
        scrollsItself(element.parentElement));
    const out = [...document.body.querySelectorAll("*")]
      .filter(
        (element) =>
          element.getBoundingClientRect().right > width + 1 && !scrollsItself(element.parentElement),
      )
      .map((element) => element.outerHTML.slice(0, 120));
    return { scrolls: document.documentElement.scrollWidth > width, out };
  });

/** 1280 pixels at 400 % are 320 CSS pixels, the smallest width that WCAG 1.4.10 requires. */
for (const viewport of [
  { width: 320, height: 256 },
  { width: 320, height: 640 },
]) {
  test.describe(`${viewport.width} × ${viewport.height}`, () => {
    test.use({ viewport });

    test("no page scrolls sideways", async ({ page, person, context }) => {
      test.slow();
      const session = await createSampleData(person);
      for (const { name, path } of pagesOf(person, session)) {
        await page.goto(path, { waitUntil: "networkidle" });
        expect(await findOverflow(page), name).toEqual({ scrolls: false, out: [] });
      }
      await context.clearCookies();
      for (const { name, path } of publicPages) {
        await page.goto(path);
        expect(await findOverflow(page), name).toEqual({ scrolls: false, out: [] });
      }
    });

    test("messages and navigation are usable", async ({ page, person }) => {
      const session = sessionView(page);
      await session.open(await person.begin());
      await session.send("A word without an end: ".concat("a".repeat(300)));
      await expect(session.messages).toHaveCount(2);
      await expect(session.composer).toBeInViewport({ ratio: 1 });
      expect(await findOverflow(page)).toEqual({ scrolls: false, out: [] });
      await page.getByRole("link", { name: "Back to the list" }).click();
      await page.getByRole("button", { name: "You" }).click();
      await page.getByRole("dialog").getByRole("link", { name: "Agents" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Agents");
      await expect(page.getByRole("dialog")).toBeHidden();
    });
  });
}

test("touch targets are large enough", async ({ page, person }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const session = await createSampleData(person);
  for (const { name, path } of pagesOf(person, session)) {
    await page.goto(path, { waitUntil: "networkidle" });
    const small = await page
      .getByRole("main")
      .locator("button, select, a[class*='inline-flex']")
      .evaluateAll((all) =>
        all
          .map((element) => ({ box: element.getBoundingClientRect(), html: element.outerHTML.slice(0, 100) }))
          .filter(({ box }) => box.width > 1 && (box.width < 24 || box.height < 24))
          .map(({ html }) => html),
      );
    expect(small, name).toEqual([]);
  }
});
