import { withChatbot } from "../support/chatbots.ts";
import { sessionView } from "../support/session-page.ts";
import { expect, test } from "../support/with-model.ts";

test("a chatbot's reply is streamed; Stop keeps the text so far, and Ask again retries", async ({
  page,
  person,
  model,
}) => {
  const { begin } = await withChatbot(person);
  const session = sessionView(page);
  await session.open(await begin());
  model.script({ kind: "hang", after: ["The beginning ", "of an answer"] });
  await session.send("Go on and on");
  await expect(session.messages.nth(1)).toContainText("of an answer");
  await expect(session.messages.nth(1)).toContainText("Front desk");
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(session.messages.nth(1).getByText("Stopped", { exact: true })).toBeVisible();
  model.script({ kind: "reply", text: "Now in full." });
  await session.messages.nth(1).getByRole("button", { name: "Ask again" }).click();
  await expect(session.messagesWith("Now in full.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Ask again" })).toHaveCount(0);
});

test("a fallback is marked, and Ask again replaces it", async ({ page, person, model }) => {
  const { begin } = await withChatbot(person);
  const session = sessionView(page);
  await session.open(await begin());
  model.standing({ kind: "status", status: 400, message: "The model is ill" });
  await session.send("How are you?");
  await expect(session.messages.nth(1).getByText("No answer could be made")).toBeVisible();
  model.standing({ kind: "reply", text: "Well again." });
  await page.getByRole("button", { name: "Ask again" }).click();
  await expect(session.messagesWith("Well again.")).toBeVisible();
  await expect(page.getByText("No answer could be made")).toHaveCount(0);
  await page.reload();
  await expect(session.messages).toHaveCount(2);
});
