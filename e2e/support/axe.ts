import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * Expects axe to find nothing on the page as it stands, in the light theme and, where that can differ, in the dark one.
 * @param what the page and its state, for the failure's text
 */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  await page.emulateMedia({ colorScheme: "light" });
  await expectNothing(page, new AxeBuilder({ page }).withTags(tags), `${what}, light`);
  await page.emulateMedia({ colorScheme: "dark" });
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expectNothing(page, new AxeBuilder({ page }).withRules(["color-contrast"]), `${what}, dark`);
}

async function expectNothing(page: Page, axe: AxeBuilder, what: string): Promise<void> {
  // Text that fades in has less contrast on its way.
  await page.evaluate(() => {
    for (const animation of document.getAnimations())
      if (animation.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY) animation.finish();
  });
  const { violations } = await axe.analyze();
  const found = violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}\n${nodes.map(({ target }) => `  ${target.join(" ")}`).join("\n")}`,
  );
  expect(found, what).toEqual([]);
}
