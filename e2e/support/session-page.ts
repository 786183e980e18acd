import type { Locator, Page } from "@playwright/test";

/** What a person sees and touches on a session's page, by the names they know it by. */
export function sessionView(page: Page) {
  const log = page.getByRole("log", { name: "Conversation" });
  const composer = page.getByRole("textbox", { name: "Message" });
  return {
    log,
    composer,
    messages: log.getByRole("article"),
    /** the messages that hold this text */
    said: (text: string | RegExp): Locator => log.getByRole("article").filter({ hasText: text }),
    /** one's own messages that hold this text; a reply may quote it */
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
