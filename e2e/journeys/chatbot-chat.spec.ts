import { expectAccessible } from "../support/axe.ts";
import { withChatbot } from "../support/chatbots.ts";
import { sessionView } from "../support/session-page.ts";
import { expect, test } from "../support/test.ts";

test("in a chatbot's session a message is shown immediately, is answered, and is shown after a reload", async ({
  page,
  person,
}) => {
  const { begin } = await withChatbot(person);
  const session = sessionView(page);
  await session.open(await begin({ title: "Breakfast" }));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Breakfast");
  await expect(page.getByText("Grace with Front desk")).toBeVisible();
  await session.send("When is breakfast served?");
  await expect(session.messages.first()).toContainText("When is breakfast served?");
  await expect(session.messages.first()).toContainText("Grace");
  await expect(session.messages).toHaveCount(2);
  await expect(session.messages.nth(1)).toContainText("7 to 10");
  await page.reload();
  await expect(session.messages).toHaveCount(2);
});

test("a message that failed to send is kept, and sent again with the same id", async ({ page, person }) => {
  const { begin } = await withChatbot(person);
  const id = await begin();
  const session = sessionView(page);
  await session.open(id);
  const sent: unknown[] = [];
  page.on("request", (request) => {
    if (request.url().includes("chatbot.messages.send")) sent.push(request.postDataJSON()?.["0"]?.id);
  });
  await page.route("**/api/trpc/*chatbot.messages.send**", (route) => route.abort(), { times: 1 });
  await session.send("Can I borrow a bicycle?");
  await expect(page.getByText("Not sent.")).toBeVisible();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(session.messages).toHaveCount(2);
  await expect(page.getByText("Not sent.")).toHaveCount(0);
  expect(sent).toHaveLength(2);
  expect(sent[0]).toMatch(/^msg_[0-9a-f]{32}$/);
  expect(sent[1]).toBe(sent[0]);
  const { messages } = await person.api.chatbot.get.query({ id });
  expect(messages.filter(({ role }) => role === "user")).toHaveLength(1);
});

test("an ended session is readable, and can be continued in a new one with the same chatbot and client", async ({
  page,
  person,
}) => {
  const { begin, chatbotId, clientId } = await withChatbot(person);
  const id = await begin();
  const session = sessionView(page);
  await session.open(id);
  await person.api.chatbot.end.mutate({ id });
  await expect(page.getByRole("region", { name: "This session is completed" })).toBeVisible();
  await expect(session.composer).toHaveCount(0);
  await page.getByRole("button", { name: "Start a new session with the same people" }).click();
  await expect(session.composer).toBeVisible();
  const fresh = page.url().split("/").at(-1) ?? "";
  expect(fresh).not.toBe(id);
  expect(await person.api.chatbot.get.query({ id: fresh })).toMatchObject({ chatbotId, clientId });
});

for (const width of [360, 1280])
  test(`axe reports no violations in a chatbot's session, ${width} px`, async ({ page, person }) => {
    await page.setViewportSize({ width, height: 800 });
    const { begin } = await withChatbot(person);
    const session = sessionView(page);
    await session.open(await begin());
    await expect(page.getByRole("heading", { name: "Grace writes to Front desk" })).toBeVisible();
    await expectAccessible(page, "an empty session");
    await session.send("When is breakfast served?");
    await expect(session.messages).toHaveCount(2);
    await expectAccessible(page, "a session with an answer");
    await page.goto("/bots");
    await expect(page.getByText("Front desk").first()).toBeVisible();
    await expectAccessible(page, "chatbots");
    await page.goto("/people");
    await expect(page.getByRole("main").getByText("Grace").first()).toBeVisible();
    await expectAccessible(page, "clients");
  });
