import type { Page } from "@playwright/test";

const SCRIPTS = "**/_next/static/**/*.js";

/** Simulates a slow connection: from `hold` on, requests for the page's scripts wait until `release`. */
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
