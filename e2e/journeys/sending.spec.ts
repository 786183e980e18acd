import { sessionView } from "../support/session-page.ts";
import { expect, test } from "../support/test.ts";

/** Matches the procedure in a batch with other calls, too. */
const SEND = "**/api/trpc/*agent.messages.send**";

test("a message that failed to send says so, and Try again sends it once", async ({ page, person }) => {
  const session = sessionView(page);
  const id = await person.begin();
  await session.open(id);
  await page.route(SEND, (route) => route.abort());
  await session.send("Are you there?");
  const message = session.mine("Are you there?");
  await expect(message).toContainText("Not sent.");
  await page.unroute(SEND);
  await message.getByRole("button", { name: "Try again" }).click();
  await expect(message).not.toContainText("Not sent.");
  await expect(session.messages).toHaveCount(2);
  const { items } = await person.api.sessions.messages.query({ sessionId: id });
  expect(items.filter(({ isAgent }) => !isAgent).map(({ content }) => content)).toEqual(["Are you there?"]);
});

test("a message whose response was lost is not stored twice", async ({ page, person }) => {
  const session = sessionView(page);
  const id = await person.begin();
  await session.open(id);
  const ids: string[] = [];
  await page.route(SEND, async (route) => {
    ids.push(/"sessionId":"[^"]+","id":"([^"]+)"/.exec(route.request().postData() ?? "")?.[1] ?? "");
    const answer = await route.fetch();
    if (ids.length === 1) await route.abort();
    else await route.fulfill({ response: answer });
  });
  // The event stream would confirm that the message was stored.
  await page.route("**/api/trpc/sessions.events**", (route) => route.abort());
  await page.reload();
  await session.send("Only once, please.");
  const message = session.mine("Only once, please.");
  await message.getByRole("button", { name: "Try again" }).click();
  await expect(message).not.toContainText("Not sent.");
  await expect(message).toHaveCount(1);
  expect(new Set(ids).size).toBe(1);
  expect(ids.length).toBe(2);
  const { items } = await person.api.sessions.messages.query({ sessionId: id });
  expect(items.filter(({ isAgent }) => !isAgent)).toHaveLength(1);
});

test("messages that failed to send survive a reload, and can be edited or discarded", async ({
  page,
  person,
}) => {
  const session = sessionView(page);
  await session.open(await person.begin());
  await page.route(SEND, (route) => route.abort());
  await session.send("First try");
  await session.send("Second try");
  await expect(page.getByText("Not sent.")).toHaveCount(2);
  await page.reload();
  await expect(page.getByText("Not sent.")).toHaveCount(2);
  await session.mine("First try").getByRole("button", { name: "Edit" }).click();
  await expect(session.composer).toHaveValue("First try");
  await session.mine("Second try").getByRole("button", { name: "Discard" }).click();
  await expect(session.messages).toHaveCount(0);
});

test("HTML that would run is refused, and can be sent as code, which shows it and does not run it", async ({
  page,
  person,
}) => {
  const dialogs: string[] = [];
  page.on("dialog", async (dialog) => {
    dialogs.push(dialog.message());
    await dialog.dismiss();
  });
  const session = sessionView(page);
  const id = await person.begin();
  await session.open(id);
  const html = "<img src=x onerror=alert(1)>";
  await session.send(html);
  const message = session.mine(html);
  await expect(message.getByRole("alert")).toContainText("can only be sent as code");
  await message.getByRole("button", { name: "Send as code" }).press("Enter");
  await expect(message.getByRole("code")).toHaveText(html);
  await expect(session.messages).toHaveCount(2);
  await expect(message.getByRole("alert")).toHaveCount(0);
  await page.reload();
  await expect(message.getByRole("code")).toHaveText(html);
  await expect(session.log.locator("img, [onerror]")).toHaveCount(0);
  expect(dialogs).toEqual([]);
  const { items } = await person.api.sessions.messages.query({ sessionId: id });
  expect(items.filter(({ isAgent }) => !isAgent).map(({ content }) => content)).toEqual([
    `\`\`\`\n${html}\n\`\`\``,
  ]);
});

test("of a person's Markdown only fenced code is rendered, and the rest is as it was typed", async ({
  page,
  person,
}) => {
  const session = sessionView(page);
  await session.open(await person.begin());
  await session.send("Is **this**\n<b>valid</b>?\n\n```html\n<script>alert(1)</script>\n```\n# Thanks");
  const message = session.mine("# Thanks");
  await expect(message).toContainText("Is **this**");
  await expect(message.getByRole("code")).toHaveText("<script>alert(1)</script>\n");
  await expect(message).toContainText("html");
  await expect(message.getByRole("button", { name: "Copy code" })).toBeVisible();
  await expect(message.getByRole("heading")).toHaveText(["You"]);
  await expect(message.locator("b, script")).toHaveCount(0);
});

test("a refused message shows the reason and keeps its text", async ({ page, person }) => {
  const session = sessionView(page);
  await session.open(await person.begin());
  await session.send("<script>alert(1)</script>");
  const message = session.mine("alert(1)");
  await expect(message).toContainText("Not sent.");
  await expect(message).toContainText("script");
  await message.getByRole("button", { name: "Edit" }).click();
  await expect(session.composer).toHaveValue("<script>alert(1)</script>");
});
