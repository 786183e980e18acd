import type { Locator, Page } from "@playwright/test";

/** Locators of the elements of a session's page, and its common actions. */
export function sessionView(page: Page) {
  const log = page.getByRole("log", { name: "Conversation" });
  const composer = page.getByRole("textbox", { name: "Message" });
  return {
    log,
    composer,
    messages: log.getByRole("article"),
    /** The messages that contain this text. */
    messagesWith: (text: string | RegExp): Locator => log.getByRole("article").filter({ hasText: text }),
    /** The person's own messages that contain this text, without replies that quote it. */
    mine: (text: string | RegExp): Locator =>
      log
        .getByRole("article")
        .filter({ hasText: text })
        .filter({ has: page.getByText("You", { exact: true }) }),
    timeLeft: page.getByRole("timer"),
    scroller: page.getByRole("region", { name: "Conversation" }),
    send: async (text: string) => {
      await composer.fill(text);
      await composer.press("Enter");
    },
    open: async (id: string) => {
      await page.goto(`/inbox/${id}`);
      await composer.or(page.getByRole("region", { name: "This session has expired" })).waitFor();
    },
  };
}
