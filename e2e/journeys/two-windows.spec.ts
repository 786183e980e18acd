import { newPerson } from "../support/person.ts";
import { sessionView } from "../support/session-page.ts";
import { expect, test } from "../support/test.ts";

test("two tabs and another device show each message and each reply", async ({
  page,
  context,
  otherDevice,
  person,
}) => {
  const id = await person.begin();
  const windows = [page, await context.newPage(), otherDevice].map(sessionView);
  for (const window of windows) await window.open(id);
  const [first, , far] = windows;
  await first?.send("From the first tab");
  for (const { mine, messages } of windows) {
    await expect(mine("From the first tab")).toBeVisible();
    await expect(messages).toHaveCount(2);
  }
  await far?.send("From the other device");
  for (const { mine, messages } of windows) {
    await expect(mine("From the other device")).toBeVisible();
    await expect(messages).toHaveCount(4);
  }
});

test("a new title appears in all windows without a reload", async ({ page, otherDevice, person }) => {
  const id = await person.begin({ title: "Old name" });
  for (const window of [page, otherDevice]) await sessionView(window).open(id);
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Rename" }).click();
  await page.getByRole("textbox", { name: "Title" }).fill("New name");
  await page.keyboard.press("Enter");
  for (const window of [page, otherDevice]) {
    await expect(window.getByRole("heading", { level: 1 })).toHaveText("New name");
    await expect(window).toHaveTitle("New name · Parley");
    await expect(
      window.getByRole("navigation", { name: "Recent sessions" }).getByRole("link", { name: "New name" }),
    ).toBeVisible();
  }
});

test("a session deleted elsewhere says so, with a link to continue", async ({ page, person }) => {
  const id = await person.begin();
  await sessionView(page).open(id);
  await person.api.agent.end.mutate({ id });
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This session was deleted");
  await page.getByRole("link", { name: "To your sessions" }).click();
  await expect(page).toHaveURL(/\/all$/);
});

test("a session deleted while the window was offline says so too", async ({ page, person, context }) => {
  const id = await person.begin();
  await sessionView(page).open(id);
  await context.setOffline(true);
  await expect(page.getByText("You are offline.")).toBeVisible();
  await person.api.agent.end.mutate({ id });
  await context.setOffline(false);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This session was deleted");
});

test("the unread mark is synchronized between windows", async ({ page, otherDevice, person }) => {
  const id = await person.begin({ title: "Night shift" });
  const rows = [page, otherDevice].map((window) =>
    window
      .getByRole("navigation", { name: "Recent sessions" })
      .getByRole("link")
      .filter({ hasText: "Night shift" }),
  );
  for (const window of [page, otherDevice]) await window.goto("/agents");
  await person.api.agent.messages.send.mutate({ sessionId: id, content: "Anyone awake?" });
  for (const row of rows) await expect(row).toHaveAccessibleName(/unread/);
  await sessionView(page).open(id);
  for (const row of rows) await expect(row).not.toHaveAccessibleName(/unread/);
});

test("another person's session is not found", async ({ page, person, url }) => {
  const stranger = await newPerson(url);
  const id = await stranger.begin({ title: "Private" });
  for (const path of [`/inbox/${id}`, "/inbox/no-such-session"]) {
    await page.goto(path);
    const note = page.getByRole("main").getByRole("alert");
    await expect(note).toContainText("This session does not exist");
    await expect(page.getByText("Private")).toBeHidden();
    await expect(page.getByRole("navigation", { name: "Navigation" })).toBeVisible();
    await note.getByRole("link", { name: "To your sessions" }).click();
    await expect(page).toHaveURL(/\/all$/);
  }
  expect(person.id).not.toBe(stranger.id);
});
