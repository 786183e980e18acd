import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * Expects axe to report no violations on the page in its current state: all rules in the light theme, and contrast in the
 * dark one.
 * @param state the page and its state, for the failure's message
 */
export async function expectAccessible(page: Page, state: string): Promise<void> {
  await page.emulateMedia({ colorScheme: "light" });
  await expectNoViolations(page, new AxeBuilder({ page }).withTags(tags), `${state}, light`);
  await page.emulateMedia({ colorScheme: "dark" });
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expectNoViolations(page, new AxeBuilder({ page }).withRules(["color-contrast"]), `${state}, dark`);
}

async function expectNoViolations(page: Page, axe: AxeBuilder, state: string): Promise<void> {
  // Text has less contrast while it fades in, so animations are finished first.
  await page.evaluate(() => {
    for (const animation of document.getAnimations())
      if (animation.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY) animation.finish();
  });
  const { violations } = await axe.analyze();
  const found = violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}\n${nodes.map(({ target }) => `  ${target.join(" ")}`).join("\n")}`,
  );
  expect(found, state).toEqual([]);
}
