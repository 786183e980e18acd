import { expectAccessible } from "../support/axe.ts";
import { withChatbot } from "../support/chatbots.ts";
import { sessionView } from "../support/session-page.ts";
import { expect, test } from "../support/test.ts";

/** Formats a time as the value of a datetime-local field. */
const localTime = (at: Date) =>
  new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

test("a session is created on a client's page, with a chatbot found by a part of its name", async ({
  page,
  person,
}) => {
  const { clientId, chatbotId } = await withChatbot(person);
  await page.goto(`/people/${clientId}`);
  await page.getByRole("button", { name: "New session" }).click();
  const dialog = page.getByRole("dialog", { name: "New session" });
  await dialog.getByRole("combobox", { name: "Chatbot" }).fill("desk");
  await page.getByRole("option", { name: "Front desk" }).click();
  await dialog.getByRole("textbox", { name: "Title" }).fill("Arrival");
  await dialog.getByRole("button", { name: "Start", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Arrival");
  const id = page.url().split("/").at(-1) ?? "";
  expect(await person.api.chatbot.get.query({ id })).toMatchObject({ chatbotId, clientId, status: "ACTIVE" });
});

test("a session is scheduled on a chatbot's page, counts down, and can be started early", async ({
  page,
  person,
}) => {
  const { chatbotId } = await withChatbot(person);
  await page.goto(`/bots/${chatbotId}`);
  await page.getByRole("button", { name: "New session" }).click();
  const dialog = page.getByRole("dialog", { name: "New session" });
  await dialog.getByRole("combobox", { name: "Client" }).click();
  await page.getByRole("option", { name: "Grace" }).click();
  await dialog.getByLabel("Starts at").fill(localTime(new Date(Date.now() - 3_600_000)));
  await expect(dialog.getByText("Choose a time in the future.")).toBeVisible();
  await dialog.getByLabel("Starts at").fill(localTime(new Date(Date.now() + 2 * 3_600_000)));
  await expectAccessible(page, "a new session, scheduled");
  await dialog.getByRole("button", { name: "Schedule" }).click();
  const bar = page.getByRole("region", { name: "This session has not begun" });
  await expect(bar).toContainText(/starts by itself in (1 hr|2 hr)/);
  await expectAccessible(page, "a scheduled session");
  await bar.getByRole("button", { name: "Start now" }).click();
  await expect(sessionView(page).composer).toBeVisible();
});

test("possible status changes are explained; ending needs confirmation and is final", async ({
  page,
  person,
}) => {
  const { begin } = await withChatbot(person);
  const id = await begin();
  const session = sessionView(page);
  await session.open(id);
  await page.getByRole("button", { name: "Show details" }).click();
  const panel = page.getByRole("complementary", { name: "About this session" });
  await expect(panel.getByText("Ending completes it")).toBeVisible();
  await expect(panel.getByRole("button", { name: "Schedule for later" })).toBeVisible();
  await session.send("When is breakfast served?");
  await expect(session.messages).toHaveCount(2);
  await expect(panel.getByRole("button", { name: "Schedule for later" })).toHaveCount(0);
  await session.messages.nth(1).getByText("1. Breakfast").click();
  await expect(session.messages.nth(1)).toContainText("in the garden room");
  await panel.getByRole("button", { name: "End session" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "End session" }).click();
  await expect(page.getByRole("region", { name: "This session is completed" })).toBeVisible();
  await expect(panel.getByText("It was ended. That is final.")).toBeVisible();
});

test("feedback is given by the keyboard, and changed later", async ({ page, person }) => {
  test.setTimeout(120_000);
  const { begin } = await withChatbot(person);
  const id = await begin();
  await sessionView(page).open(id);
  await page.getByRole("button", { name: "Show details" }).click();
  await page.getByRole("radio", { name: "3 stars" }).focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("radio", { name: "4 stars" })).toBeChecked();
  await page.getByRole("textbox", { name: "Comment" }).fill("Quick and kind");
  await page.getByRole("button", { name: "Save feedback" }).click();
  const feedback = async () => (await person.api.chatbot.get.query({ id })).feedback;
  await expect.poll(feedback).toEqual({ rating: 4, comment: "Quick and kind" });
  await page.reload();
  await page.getByRole("button", { name: "Show details" }).click();
  await expect(page.getByRole("textbox", { name: "Comment" })).toHaveValue("Quick and kind");
  await page.getByRole("radio", { name: "1 star", exact: true }).check();
  await page.getByRole("button", { name: "Save feedback" }).click();
  await expect.poll(feedback).toEqual({ rating: 1, comment: "Quick and kind" });
});

test("a message that suggests danger gets the careful answer, and marks the session", async ({
  page,
  person,
}) => {
  const { begin } = await withChatbot(person);
  const session = sessionView(page);
  await session.open(await begin());
  await session.send("I want to kill myself");
  await expect(page.getByText("Words of Grace point to danger to themselves.")).toBeVisible();
  await expect(session.messages.nth(1)).toContainText("The careful answer");
  await page.getByRole("button", { name: "Show details" }).click();
  await expectAccessible(page, "a session marked for danger, with its details");
});

test("on a phone the details open over the session; axe reports no violations", async ({ page, person }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const { begin } = await withChatbot(person);
  await sessionView(page).open(await begin());
  await page.getByRole("button", { name: "Show details" }).click();
  await expect(page.getByRole("dialog").getByRole("heading", { name: "Feedback" })).toBeVisible();
  await expectAccessible(page, "the details on a phone");
});
