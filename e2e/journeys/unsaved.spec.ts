import type { Locator } from "@playwright/test";
import { expectAccessible } from "../support/axe.ts";
import { withChatbot } from "../support/chatbots.ts";
import { newPerson, type Person } from "../support/person.ts";
import { expect, test } from "../support/test.ts";

/** Appends to a field and leaves in the same task, before typing pauses: by the sidebar's link, or by a reload without one. */
const typeAndLeave = (field: Locator, text: string, link: string | null) =>
  field.evaluate(
    (element, leave) => {
      const area = element as HTMLTextAreaElement;
      area.setRangeText(leave.text, area.value.length, area.value.length);
      area.dispatchEvent(new InputEvent("input", { bubbles: true }));
      if (leave.link === null) window.location.reload();
      else document.querySelector<HTMLElement>(`aside a[href="${leave.link}"]`)?.click();
    },
    { text, link },
  );

test("what is typed into a chatbot's form survives a link, a search, Back and a reload, until it is saved", async ({
  page,
  person,
}) => {
  const { chatbotId: id } = await withChatbot(person);
  await page.goto(`/bots/${id}`);
  const prompt = page.getByRole("textbox", { name: "Prompt" });
  await prompt.fill("Mine");
  await page.getByRole("button", { name: "Add a text" }).click();
  await page.getByRole("textbox", { name: "Title" }).fill("Parking");
  await page.getByRole("textbox", { name: "Text", exact: true }).fill("Behind the house.");
  await expect(page.getByText("Unsaved changes", { exact: true })).toBeInViewport();
  await typeAndLeave(prompt, "!", "/agents");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Agents");
  await page.goBack();
  await expect(prompt).toHaveValue("Mine!");
  await expect(page.getByRole("list", { name: "Documents" }).getByText("Parking")).toBeVisible();
  await expect(page.getByText("Unsaved changes from just now")).toBeInViewport();
  await prompt.fill("Mine, longer");
  await page.keyboard.press("ControlOrMeta+K");
  await page.getByRole("option", { name: "Sessions", exact: true }).click();
  await expect(page).toHaveURL(/\/all$/);
  await page.goto(`/bots/${id}`);
  await expect(prompt).toHaveValue("Mine, longer");
  await typeAndLeave(prompt, " still", null);
  await expect(prompt).toHaveValue("Mine, longer still");
  await expectAccessible(page, "a form with restored changes");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("The chatbot is saved.")).toBeVisible();
  await expect(page.getByText(/Unsaved changes/)).toHaveCount(0);
  await page.reload();
  await expect(prompt).toHaveValue("Mine, longer still");
  await expect(page.getByText(/Unsaved changes/)).toHaveCount(0);
  expect(await person.api.chatbot.chatbots.get.query({ id })).toMatchObject({
    promptTemplate: "Mine, longer still",
    knowledgeBase: [{ title: "Breakfast" }, { title: "Bicycles" }, { title: "Parking" }],
  });
});

test("unsaved changes are discarded, which can be undone; what equals the saved version is no change", async ({
  page,
  person,
}) => {
  await page.goto(`/agents/${person.agentId}`);
  const prompt = page.getByRole("textbox", { name: "Prompt" });
  await prompt.fill("Mine");
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(prompt).toHaveValue("");
  await expect(page.getByRole("button", { name: "Save changes" })).toBeFocused();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(prompt).toHaveValue("Mine");
  await page.reload();
  await expect(prompt).toHaveValue("Mine");
  await person.api.agent.agents.update.mutate({ id: person.agentId, systemPrompt: "Mine" });
  await page.reload();
  await expect(prompt).toHaveValue("Mine");
  await expect(page.getByText(/Unsaved changes/)).toHaveCount(0);
  await expect(page.getByText("This was changed somewhere else")).toHaveCount(0);
});

test("a version saved meanwhile is shown beside the restored changes, and is not overwritten", async ({
  page,
  person,
}) => {
  const { api, agentId: id } = person;
  await page.goto(`/agents/${id}`);
  const prompt = page.getByRole("textbox", { name: "Prompt" });
  await prompt.fill("Mine");
  await page.goto("/agents");
  await api.agent.agents.update.mutate({ id, systemPrompt: "Theirs" });
  await page.goto(`/agents/${id}`);
  const note = page.getByRole("main").getByRole("alert");
  await expect(note).toContainText("This was changed somewhere else");
  await expect(note).toContainText("Theirs");
  await page.getByRole("button", { name: "Compare with the saved version" }).click();
  await expect(note.getByRole("button", { name: "Take the saved version" })).toBeInViewport();
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(note).toContainText("Theirs");
  expect((await api.agent.agents.get.query({ id })).systemPrompt).toBe("Theirs");
  await note.getByRole("button", { name: "Take the saved version" }).click();
  await expect(prompt).toHaveValue("Theirs");
  await page.reload();
  await expect(prompt).toHaveValue("Theirs");
  await expect(note).toHaveCount(0);
});

test("a new client's form is restored for its account alone, and is empty after the client is created", async ({
  page,
  person,
  context,
  url,
}) => {
  await page.goto("/people/new");
  const name = page.getByRole("textbox", { name: "Name" });
  await name.fill("Grace");
  await page.goto("/people");
  const other = await newPerson(url);
  const signInAs = async (one: Person) => {
    // The page would notice the end of its sign-in.
    await page.goto("about:blank");
    await context.clearCookies();
    await one.signIn(context);
    await page.goto("/people/new");
  };
  await signInAs(other);
  await expect(page.getByRole("textbox", { name: "Email" })).toBeEditable();
  await expect(name).toHaveValue("");
  await signInAs(person);
  await expect(name).toHaveValue("Grace");
  await page.getByRole("button", { name: "Create client" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Grace");
  await page.goto("/people/new");
  await expect(name).toHaveValue("");
});

test("signing out leaves nothing of unsaved changes in the browser", async ({ page, person: _ }) => {
  await page.goto("/people/new");
  await page.getByRole("textbox", { name: "Name" }).fill("Grace");
  await page.goto("/settings");
  const stored = () => page.evaluate(() => JSON.stringify(window.localStorage));
  expect(await stored()).toContain("Grace");
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page.getByRole("link", { name: "Create an account" })).toBeVisible();
  expect(await stored()).not.toContain("Grace");
});

for (const width of [360, 1440])
  test(`the field with the focus is not covered by the bar of unsaved changes, ${width} px`, async ({
    page,
    person,
  }) => {
    await page.setViewportSize({ width, height: 640 });
    await page.goto(`/agents/${person.agentId}`);
    await page.getByRole("textbox", { name: "Name" }).fill("Guide of the house");
    const bar = await page.getByRole("button", { name: "Save changes" }).boundingBox();
    for (let tabs = 0; tabs < 9; tabs += 1) {
      await page.keyboard.press("Tab");
      const focused = await page.evaluate(() => document.activeElement?.getBoundingClientRect().bottom ?? 0);
      const isInBar = await page.evaluate(() => document.activeElement?.closest(".sticky") !== null);
      if (!isInBar) expect(focused).toBeLessThanOrEqual((bar?.y ?? 0) + 1);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
