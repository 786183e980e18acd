import type { Page } from "@playwright/test";
import { expect, test } from "../support/test.ts";

/** The brightness of the page's background, from 0 to 255. */
const brightness = (page: Page) =>
  page.evaluate(() => {
    const pixel = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    if (!pixel) return Number.NaN;
    pixel.fillStyle = getComputedStyle(document.body).backgroundColor;
    pixel.fillRect(0, 0, 1, 1);
    return pixel.getImageData(0, 0, 1, 1).data[0] ?? Number.NaN;
  });

test("the theme is light, dark or the device's", async ({ page, person }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto("/settings");
  const choice = (name: string) => page.getByRole("radio", { name });
  await expect(choice("System")).toBeChecked();
  expect(await brightness(page)).toBeLessThan(60);
  await page.emulateMedia({ colorScheme: "light" });
  await expect.poll(() => brightness(page)).toBeGreaterThan(200);
  await choice("Dark").check();
  await expect.poll(() => brightness(page)).toBeLessThan(60);
  await page.reload();
  await expect(choice("Dark")).toBeChecked();
  expect(await brightness(page)).toBeLessThan(60);
  await choice("Light").check();
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(() => brightness(page)).toBeGreaterThan(200);
  expect(person.id).toBeTruthy();
});

test("a chosen theme applies from the first paint, and in other tabs", async ({ page, person, context }) => {
  await page.goto("/settings");
  await page.getByRole("radio", { name: "Dark" }).check();
  const second = await context.newPage();
  await second.addInitScript(() => {
    const times = { theme: Number.POSITIVE_INFINITY, paint: Number.NaN };
    Object.assign(window, { times });
    new MutationObserver(() => {
      if (document.documentElement?.getAttribute("data-theme") === "dark")
        times.theme = Math.min(times.theme, performance.now());
    }).observe(document, { attributes: true, subtree: true });
    new PerformanceObserver((list) => {
      for (const { name, startTime } of list.getEntries())
        if (name === "first-contentful-paint") times.paint = startTime;
    }).observe({ type: "paint", buffered: true });
  });
  await second.goto("/all");
  await expect(second.getByRole("heading", { level: 1 })).toHaveText("Sessions");
  const times = () =>
    second.evaluate(() => (window as unknown as { times: { theme: number; paint: number } }).times);
  await expect.poll(async () => (await times()).paint).toBeGreaterThan(0);
  const { theme, paint } = await times();
  expect(theme).toBeLessThanOrEqual(paint);
  await page.getByRole("radio", { name: "Light" }).check();
  await expect.poll(() => brightness(second)).toBeGreaterThan(200);
  expect(person.id).toBeTruthy();
});

test("reduced motion disables animations", async ({ page, person }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await person.begin({ title: "Calm" });
  await page.goto("/all");
  await page.getByRole("checkbox", { name: "Select Calm" }).check();
  await expect(page.getByText("1 selected")).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog")).toBeVisible();
  const longest = await page.evaluate(() =>
    Math.max(
      ...document
        .getAnimations()
        .map((animation) => Number(animation.effect?.getComputedTiming().duration ?? 0)),
      ...[...document.querySelectorAll("*")].map(
        (element) => Number.parseFloat(getComputedStyle(element).transitionDuration) * 1000,
      ),
    ),
  );
  expect(longest).toBeLessThanOrEqual(1);
});
