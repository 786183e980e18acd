import { expectAccessible } from "../support/axe.ts";
import { withChatbot } from "../support/chatbots.ts";
import { expect, test } from "../support/test.ts";

test("a chatbot is created, tried before it is saved, and answers from its knowledge base", async ({
  page,
  person,
}) => {
  await page.goto("/bots");
  await page.getByRole("link", { name: "Create chatbot" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Front desk");
  await page.getByRole("textbox", { name: "Role" }).fill("the front desk of a small hotel");
  const prompt = page.getByRole("textbox", { name: "Prompt" });
  await prompt.fill("Greet  kindly.");
  await prompt.press("Home");
  for (let i = 0; i < 6; i++) await prompt.press("ArrowRight");
  await page.getByRole("button", { name: "client.name" }).click();
  await expect(prompt).toHaveValue("Greet {{client.name}} kindly.");
  await page.getByText("Preview the prompt").click();
  await expect(page.getByText("Greet Sam Example kindly.")).toBeVisible();
  await page.getByRole("button", { name: "Add a text" }).click();
  await page.getByRole("textbox", { name: "Title" }).fill("Breakfast");
  await page
    .getByRole("textbox", { name: "Text", exact: true })
    .fill("Breakfast is served from 7 to 10 in the garden room.");
  const trial = page.getByRole("region", { name: "Try it" });
  await trial.getByRole("textbox", { name: "Message" }).fill("When is breakfast served?");
  await trial.getByRole("textbox", { name: "Message" }).press("Enter");
  await expect(trial.getByRole("article").nth(1)).toContainText("7 to 10");
  await trial.getByText("1. Breakfast").click();
  await expect(trial.getByRole("blockquote").last()).toContainText("garden room");
  expect((await person.api.chatbot.chatbots.list.query({})).total).toBe(0);
  await trial.getByRole("button", { name: "Start over" }).click();
  await expect(trial.getByRole("article")).toHaveCount(0);
  await page.getByRole("button", { name: "Create chatbot" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Front desk");
  const [made] = (await person.api.chatbot.chatbots.list.query({})).items;
  expect(made).toMatchObject({ name: "Front desk", promptTemplate: "Greet {{client.name}} kindly." });
  expect((await person.api.sessions.list.query({})).items).toEqual([]);
});

test("files become documents; an unreadable file is named with the reason", async ({ page, person }) => {
  const { chatbotId } = await withChatbot(person);
  await page.goto(`/bots/${chatbotId}`);
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Choose files" }).click();
  await (await chooser).setFiles([
    { name: "parking.md", mimeType: "text/markdown", buffer: Buffer.from("# Parking\n\nBehind the house.") },
    { name: "photo.png", mimeType: "image/png", buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1]) },
  ]);
  const documents = page.getByRole("list", { name: "Documents" });
  await expect(documents.getByText("Parking", { exact: true })).toBeVisible();
  await expect(page.getByText("“photo.png” is not a document that can be read here")).toBeVisible();
  await page.getByRole("button", { name: "Dismiss" }).click();
  await page.getByRole("button", { name: "Remove Breakfast" }).click();
  await expect(page.getByRole("button", { name: "Remove Bicycles" })).toBeFocused();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("button", { name: "Remove Breakfast" })).toBeFocused();
  await page.getByRole("button", { name: "Remove Bicycles" }).click();
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("The chatbot is saved.")).toBeVisible();
  const { knowledgeBase } = await person.api.chatbot.chatbots.get.query({ id: chatbotId });
  expect(knowledgeBase.map(({ title }) => title)).toEqual(["Breakfast", "Parking"]);
});

test("a concurrent change is not overwritten, and other metadata is kept", async ({ page, person }) => {
  const { chatbotId: id } = await withChatbot(person);
  const { chatbots } = person.api.chatbot;
  await chatbots.update.mutate({ id, metadata: { greeting: "Hello", theme: "blue" } });
  await page.goto(`/bots/${id}`);
  await page.getByRole("textbox", { name: "Greeting" }).fill("Welcome");
  await chatbots.update.mutate({ id, role: "Theirs" });
  await page.getByRole("button", { name: "Save changes" }).click();
  const note = page.getByRole("main").getByRole("alert");
  await expect(note).toContainText("This was changed somewhere else");
  await note.getByRole("button", { name: "Save mine over it" }).click();
  await expect(page.getByText("The chatbot is saved.")).toBeVisible();
  expect((await chatbots.get.query({ id })).metadata).toEqual({ greeting: "Welcome", theme: "blue" });
});

test("a placeholder that nothing fills in is shown with the nearest known one", async ({ page, person }) => {
  const { chatbotId } = await withChatbot(person);
  await page.goto(`/bots/${chatbotId}`);
  const prompt = page.getByRole("textbox", { name: "Prompt" });
  await prompt.fill("Hello {{clinet.name}} of {{client.metadata.room}}, {{weather}}!");
  await expect(prompt).toHaveAccessibleDescription(
    /{{clinet\.name}} is not known.*Did you mean {{client\.name}}\?/,
  );
  await expect(page.getByText("{{weather}} is not known")).toBeVisible();
  await expect(prompt).not.toHaveAttribute("aria-invalid");
  await expectAccessible(page, "a prompt with unknown placeholders");
  await page.getByRole("button", { name: "Replace {{clinet.name}} by {{client.name}}" }).click();
  await expect(prompt).toHaveValue("Hello {{client.name}} of {{client.metadata.room}}, {{weather}}!");
  await expect(prompt).toBeFocused();
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("The chatbot is saved.")).toBeVisible();
});

test("a deleted chatbot is not listed, and its sessions stay readable", async ({ page, person }) => {
  const { chatbotId, begin } = await withChatbot(person);
  const session = await begin({ title: "Last words" });
  await page.goto(`/bots/${chatbotId}`);
  await page.getByRole("button", { name: "Delete chatbot" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete chatbot" }).click();
  await expect(page).toHaveURL(/\/bots$/);
  await expect(page.getByRole("heading", { name: "No chatbots yet" })).toBeVisible();
  await expect(page.getByRole("main")).toBeFocused();
  await page.goto(`/inbox/${session}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Last words");
});

for (const width of [360, 1440])
  test(`axe reports no violations on the chatbots' pages, ${width} px`, async ({ page, person }) => {
    test.slow();
    await page.setViewportSize({ width, height: 800 });
    const { chatbotId } = await withChatbot(person);
    await page.goto("/bots/new");
    await page.getByRole("button", { name: "Create chatbot" }).click();
    await expect(page.getByRole("textbox", { name: "Name" })).toHaveAttribute("aria-invalid");
    await expectAccessible(page, "a new chatbot with an error");
    await page.goto(`/bots/${chatbotId}`);
    await page.getByText("Preview the prompt").click();
    await expect(page.getByText("Answer Sam Example briefly and kindly.")).toBeVisible();
    const trial = page.getByRole("region", { name: "Try it" });
    await trial.getByRole("textbox", { name: "Message" }).fill("When is breakfast served?");
    await trial.getByRole("textbox", { name: "Message" }).press("Enter");
    await expect(trial.getByText("1. Breakfast")).toBeVisible();
    await expectAccessible(page, "a chatbot, tried");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
