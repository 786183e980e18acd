import type { Page } from "@playwright/test";

const SCRIPTS = "**/_next/static/**/*.js";

/** A slow line: from `hold` on, the page's scripts do not arrive; with `release` they all do. */
export function holdScripts(page: Page) {
  let release = () => {};
  return {
    hold: () => {
      const released = new Promise<void>((resolve) => {
        release = resolve;
      });
      return page.route(SCRIPTS, async (route) => {
        await released;
        await route.continue();
      });
    },
    release: async () => {
      release();
      await page.unrouteAll({ behavior: "wait" });
    },
  };
}
