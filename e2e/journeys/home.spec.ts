import { withChatbotAndClients } from "../support/chatbot-sessions.ts";
import { sessionView } from "../support/session-page.ts";
import { expect, test } from "../support/test.ts";

test("home shows what needs the person first, and what is handled is gone", async ({ page, person }) => {
  const { begin, say } = await withChatbotAndClients(person);
  const danger = await begin("Late order");
  await say(danger, "I want to kill myself");
  await page.goto("/home");
  const needs = page.getByRole("main").getByRole("listitem").filter({ hasText: "Late order" });
  await expect(needs).toContainText("May be in danger");
  const inbox = page.getByRole("navigation", { name: "Navigation" }).getByRole("link", { name: /Inbox/ });
  await expect(inbox).toContainText("1");
  await needs.getByRole("link", { name: "Late order" }).click();
  await expect(page.getByText("Words of Ada Lovelace point to danger to themselves.")).toBeVisible();
  await page.getByRole("button", { name: "Mark as handled" }).click();
  await expect(page.getByRole("button", { name: "Mark as handled" })).toBeHidden();
  await expect(inbox).not.toContainText("1");
  await page.goto("/home");
  await expect(page.getByText("Nothing needs you right now.")).toBeVisible();
});

test("a new message of one's own conversation comes to the inbox, a customer's only where it needs somebody", async ({
  page,
  person,
}) => {
  const own = await person.begin({ title: "My question" });
  const customers = await person.begin({ title: "A customer", userId: "user-456" });
  await page.goto("/inbox");
  await expect(page.getByRole("heading", { name: "Nothing needs you" })).toBeVisible();
  for (const sessionId of [customers, own])
    await person.api.agent.messages.send.mutate({ sessionId, content: "What can you do?" });
  const rows = page.getByRole("main").getByRole("listitem");
  await expect(rows.getByRole("link")).toHaveText(["My question"]);
  await page.goto("/all?q=who:user-456");
  await expect(rows.getByRole("link")).toHaveText(["A customer"]);
});

test("the page of a customer's session says who is who, and as whom one writes", async ({ page, person }) => {
  const id = await person.begin({ userId: "user-456" });
  await person.api.agent.messages.send.mutate({ sessionId: id, content: "Where can I park?" });
  const session = sessionView(page);
  await session.open(id);
  await expect(session.messages.first()).toContainText("user-456");
  await expect(session.mine("Where can I park?")).toHaveCount(0);
  await expect(session.composer).toHaveAccessibleDescription("You write as user-456, to test.");
});

test("a first-time person reaches a conversation in three clicks", async ({ page, person }) => {
  await page.goto("/home");
  await page.getByRole("link", { name: "Talk with an agent" }).click();
  await page.getByRole("button", { name: "Start with Guide" }).click();
  await page.getByRole("button", { name: "What can you help me with?" }).click();
  await expect(sessionView(page).messages).toHaveCount(2);
  expect(person.id).toBeTruthy();
});

test("on a phone a bar leads to the main pages, and a session back to the list", async ({ page, person }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const id = await person.begin({ title: "On the road" });
  await page.goto("/home");
  const bar = page.getByRole("navigation", { name: "Main pages" });
  await bar.getByRole("link", { name: "Inbox" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Inbox");
  await bar.getByRole("button", { name: "Search" }).click();
  await page.getByRole("dialog").getByRole("option", { name: "On the road" }).click();
  await expect(page).toHaveURL(new RegExp(id));
  await expect(bar).toBeHidden();
  await page.getByRole("link", { name: "Back to the list" }).click();
  await expect(page.getByRole("main").getByRole("link", { name: "On the road" })).toBeVisible();
  await bar.getByRole("button", { name: "You" }).click();
  await page.getByRole("dialog").getByRole("link", { name: "Agents", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Agents");
});
