import { sessionView } from "../support/session-page.ts";
import { expect, test } from "../support/test.ts";

test("offline, the page says so and queues messages; online again, it sends them and catches up", async ({
  page,
  person,
  context,
}) => {
  const session = sessionView(page);
  const id = await person.begin();
  await session.open(id);
  await session.send("Before the tunnel");
  await expect(session.messages).toHaveCount(2);
  await context.setOffline(true);
  await expect(page.getByText("You are offline.")).toBeVisible();
  await session.send("In the tunnel");
  await expect(session.mine("In the tunnel")).toContainText("It goes out when the connection is back.");
  await person.api.agent.messages.send.mutate({ sessionId: id, content: "From the other side" });
  await context.setOffline(false);
  await expect(page.getByText("Back in step.")).toBeVisible();
  await expect(session.mine("From the other side")).toBeVisible();
  await expect(session.mine("In the tunnel")).not.toContainText("Not sent.");
  await expect(page.getByText("You are offline.")).toBeHidden();
  const { items } = await person.api.sessions.messages.query({ sessionId: id });
  expect(items.filter(({ content }) => content === "In the tunnel")).toHaveLength(1);
});

test("a part of the page that could not be loaded is loaded later; the page goes on meanwhile", async ({
  page,
  person,
  context,
}) => {
  const session = sessionView(page);
  const id = await person.begin();
  await session.open(id);
  await page.waitForLoadState("networkidle");
  // The renderer of replies comes with the first one.
  await page.route("**/_next/static/chunks/**", (route) => route.abort());
  const failed = page.waitForEvent("requestfailed");
  await session.send("What can you do?");
  await failed;
  await expect(session.messages).toHaveCount(2);
  await expect(session.messages.last().locator("p")).toHaveCount(0);
  await page.unroute("**/_next/static/chunks/**");
  await expect(session.messages.last().locator("p").first()).toBeVisible();

  await context.setOffline(true);
  await expect(page.getByText("You are offline.")).toBeVisible();
  const note = page.getByText("This opens when the connection is back. Esc to close.");
  await page.getByRole("main").press("?");
  await expect(note).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(note).toBeHidden();
  await session.composer.press("Control+k");
  await page.keyboard.type("agen");
  await context.setOffline(false);
  await expect(page.getByRole("dialog").getByRole("combobox")).toHaveValue("agen");
});

test("after a lost connection the page counts down to the next attempt, and Try now reconnects immediately", async ({
  page,
  person,
}) => {
  const session = sessionView(page);
  const id = await person.begin();
  await page.route("**/api/trpc/sessions.events**", (route) => route.abort());
  await session.open(id);
  const lost = page.getByText(/Connection lost\. Trying again in \d+ s\./);
  // The pauses between attempts grow. This one is long enough to press the button.
  await expect(lost).toHaveText(/in [3-9] s/);
  await page.unroute("**/api/trpc/sessions.events**");
  await page.getByRole("button", { name: "Try now" }).click();
  await expect(lost).toBeHidden();
  await person.api.agent.messages.send.mutate({ sessionId: id, content: "Sent by a program" });
  await expect(session.mine("Sent by a program")).toBeVisible();
});

test("a page that fails to load its session shows an error, and Try again loads it", async ({
  page,
  person,
}) => {
  const id = await person.begin({ title: "Broken road" });
  await page.route("**/api/trpc/*sessions.get**", (route) => route.abort());
  await page.goto(`/inbox/${id}`);
  const note = page.getByRole("main").getByRole("alert");
  await expect(note).toContainText("Parley cannot be reached");
  await page.unroute("**/api/trpc/*sessions.get**");
  await note.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Broken road");
});

test("a rate limit error shows when to try again", async ({ page, person }) => {
  await page.route("**/api/trpc/agent.create**", (route) =>
    route.fulfill({
      status: 429,
      contentType: "application/json",
      body: JSON.stringify([
        {
          error: {
            message: "Too many requests",
            code: -32029,
            data: {
              code: "TOO_MANY_REQUESTS",
              httpStatus: 429,
              reason: "RATE_LIMITED",
              details: { retryAfter: 42 },
            },
          },
        },
      ]),
    }),
  );
  await page.goto("/inbox/new");
  await page.getByRole("button", { name: "Start with Guide" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText(
    /You can try again in (42|41|40) seconds/,
  );
  expect(person.id).toBeTruthy();
});
