import { sessionView } from "../support/session-page.ts";
import { expect, test } from "../support/test.ts";

test("an agent is created with knowledge, and answers from it", async ({ page, person }) => {
  await page.goto("/agents");
  await page.getByRole("link", { name: "Create agent" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Porter");
  await page.getByRole("textbox", { name: "Prompt" }).fill("You help the guests of a small hotel.");
  await page.getByRole("button", { name: "Add a text" }).click();
  const entry = page.getByRole("group", { name: "Text 1" });
  await entry.getByRole("textbox", { name: "Title" }).fill("Breakfast");
  await entry
    .getByRole("textbox", { name: "Text", exact: true })
    .fill("Breakfast is served from 7 to 10 in the garden room.");
  await page.getByRole("textbox", { name: "Minutes without activity" }).fill("15");
  await page.getByRole("button", { name: "Create agent" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Porter");
  await page.getByRole("button", { name: "Start a session" }).click();
  const session = sessionView(page);
  await session.send("When is breakfast?");
  await expect(session.messages.nth(1)).toContainText("7 to 10");
  await expect(session.timeLeft).toHaveText(/^1[45] min left$/);
  expect(person.id).toBeTruthy();
});

test("each invalid field shows its error", async ({ page, person }) => {
  await page.goto("/agents/new");
  await page.getByRole("textbox", { name: "Minutes without activity" }).fill("2");
  await page.getByRole("textbox", { name: "Minutes of warning before the end" }).fill("a lot");
  await page.getByRole("button", { name: "Add a text" }).click();
  await page.getByRole("button", { name: "Create agent" }).click();
  await expect(page.getByRole("textbox", { name: "Name" })).toHaveAccessibleDescription("Enter a name.");
  await expect(page.getByRole("textbox", { name: "Name" })).toBeFocused();
  await expect(page.getByRole("textbox", { name: "Minutes without activity" })).toHaveAccessibleDescription(
    /5 to 1,440/,
  );
  await expect(page.getByRole("textbox", { name: "Minutes of warning before the end" })).toHaveAttribute(
    "aria-invalid",
    "true",
  );
  await expect(
    page.getByRole("group", { name: "Text 1" }).getByRole("textbox", { name: "Title" }),
  ).toHaveAccessibleDescription("Enter a title.");
  expect((await person.api.agent.agents.list.query()).items).toHaveLength(1);
});

test("a concurrent change is not overwritten: the page shows both versions to choose from", async ({
  page,
  person,
}) => {
  const { api, agentId: id } = person;
  await page.goto(`/agents/${id}`);
  const prompt = page.getByRole("textbox", { name: "Prompt" });
  await prompt.fill("Mine");
  await expect(page.getByText("Unsaved changes")).toBeVisible();
  await api.agent.agents.update.mutate({ id, systemPrompt: "Theirs" });
  await page.getByRole("button", { name: "Save changes" }).click();
  const note = page.getByRole("main").getByRole("alert");
  await expect(note).toContainText("This was changed somewhere else");
  await expect(note).toContainText("Theirs");
  await expect(note).toContainText("Mine");
  expect((await api.agent.agents.get.query({ id })).systemPrompt).toBe("Theirs");
  await note.getByRole("button", { name: "Save mine over it" }).click();
  await expect(page.getByText("The agent is saved.")).toBeVisible();
  expect((await api.agent.agents.get.query({ id })).systemPrompt).toBe("Mine");
  await api.agent.agents.update.mutate({ id, systemPrompt: "Theirs again" });
  await prompt.fill("Mine again");
  await page.getByRole("button", { name: "Save changes" }).click();
  await note.getByRole("button", { name: "Take the saved version" }).click();
  await expect(prompt).toHaveValue("Theirs again");
});

test("a deleted agent is not listed, and its sessions stay readable", async ({ page, person }) => {
  const id = await person.begin({ title: "Last words" });
  await person.api.agent.messages.send.mutate({ sessionId: id, content: "Goodbye" });
  await page.goto(`/agents/${person.agentId}`);
  await page.getByRole("button", { name: "Delete agent" }).click();
  const ask = page.getByRole("alertdialog", { name: "Delete “Guide”?" });
  await expect(ask.getByRole("button", { name: "Cancel" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Delete agent" })).toBeFocused();
  await page.getByRole("button", { name: "Delete agent" }).click();
  await ask.getByRole("button", { name: "Delete agent" }).click();
  await expect(page).toHaveURL(/\/agents$/);
  await expect(page.getByRole("heading", { name: "No agents yet" })).toBeVisible();
  await expect(page.getByRole("main")).toBeFocused();
  const session = sessionView(page);
  await session.open(id);
  await expect(session.mine("Goodbye")).toBeVisible();
});
