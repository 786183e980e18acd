import { expect, test } from "../support/test.ts";

test("a key is shown once, works in a program, and is refused after its revocation", async ({
  page,
  person,
  url,
}) => {
  await person.begin({ title: "Seen by the program" });
  const list = (key: string) =>
    fetch(`${url}/api/trpc/agent.list?input=${encodeURIComponent("{}")}`, {
      headers: { authorization: `Bearer ${key}` },
    });
  await page.goto("/settings/keys");
  await page.getByRole("button", { name: "Create key" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Name" }).fill("nightly report");
  await dialog.getByRole("button", { name: "Create key" }).click();
  const key = await dialog.getByRole("textbox", { name: "API key" }).inputValue();
  expect((await list(key)).status).toBe(200);
  await dialog.getByRole("button", { name: "I have copied it" }).click();
  await expect(dialog).toBeHidden();
  await page.reload();
  const row = page.getByRole("listitem").filter({ hasText: "nightly report" });
  await expect(row).toContainText("Read sessions and messages");
  await expect(row).not.toContainText("Last used never");
  expect(await page.content()).not.toContain(key);
  await row.getByRole("button", { name: "Revoke nightly report" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Revoke" }).click();
  await expect(row).toContainText("Revoked");
  expect((await list(key)).status).toBe(401);
});

test("a key needs a scope, and is limited to its scopes", async ({ page, url, person }) => {
  await page.goto("/settings/keys");
  await page.getByRole("button", { name: "Create key" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Name" }).fill("reader");
  for (const box of await dialog.getByRole("checkbox").all()) await box.uncheck();
  await dialog.getByRole("button", { name: "Create key" }).click();
  await expect(dialog.getByText("Choose at least one.")).toBeVisible();
  await dialog.getByRole("checkbox", { name: "Read sessions and messages" }).check();
  await dialog.getByRole("button", { name: "Create key" }).click();
  const key = await dialog.getByRole("textbox", { name: "API key" }).inputValue();
  const refused = await fetch(`${url}/api/trpc/agent.create`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ agentId: person.agentId, userId: "somebody" }),
  });
  expect(refused.status).toBe(403);
});
