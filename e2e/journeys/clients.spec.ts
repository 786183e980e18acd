import { readFile } from "node:fs/promises";
import { expectAccessible } from "../support/axe.ts";
import { withChatbot } from "../support/chatbots.ts";
import { expect, test } from "../support/test.ts";

test("a client is created, found, changed and deleted", async ({ page, person }) => {
  await page.goto("/people");
  await page.getByRole("link", { name: "New client" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Jürgen Groß");
  await page.getByRole("textbox", { name: "Email" }).fill("not an address");
  await page.getByRole("button", { name: "Create client" }).click();
  await expect(page.getByRole("textbox", { name: "Email" })).toHaveAccessibleDescription(
    "Enter an email address, like ann@example.com.",
  );
  await page.getByRole("textbox", { name: "Email" }).fill("jg@example.com");
  await page.getByRole("button", { name: "Add a detail" }).click();
  const detail = page.getByRole("group", { name: "Detail 1" });
  await detail.getByRole("textbox", { name: "Detail" }).fill("room");
  await detail.getByRole("textbox", { name: "Value" }).fill("12");
  await page.getByRole("button", { name: "Create client" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Jürgen Groß");
  const [made] = (await person.api.chatbot.clients.list.query({})).items;
  expect(made).toMatchObject({ email: "jg@example.com", metadata: { room: "12" } });
  await page.getByRole("button", { name: "Remove room" }).press("Enter");
  await expect(page.getByRole("button", { name: "Add a detail" })).toBeFocused();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("button", { name: "Remove room" })).toBeFocused();
  await page.getByRole("textbox", { name: "Phone number" }).fill("+49 30 123");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("The client is saved.")).toBeVisible();
  await page.goto("/people");
  await page.getByRole("searchbox", { name: "Search by name or email" }).fill("nobody like this");
  await expect(page.getByText("No client fits this search.")).toBeVisible();
  await page.getByRole("searchbox", { name: "Search by name or email" }).fill("JG@");
  await page.getByRole("link", { name: "Jürgen Groß" }).click();
  await page.getByRole("button", { name: "Delete client" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete client" }).click();
  await expect(page).toHaveURL(/\/people$/);
  await expect(page.getByRole("main")).toBeFocused();
  await expect(page.getByRole("heading", { name: "No clients yet" })).toBeVisible();
});

test("a table of clients is previewed, imported, and reported line by line", async ({ page, person }) => {
  await person.api.chatbot.clients.create.mutate({ name: "Ada", email: "ada@example.com" });
  const lines = [
    "Name;E-Mail;Telefon;Zimmer",
    "J\u00fcrgen;j@example.com;+49 30 123;12",
    "Ada Lovelace;ADA@example.com;;7",
    "J\u00fcrgen;j@example.com;+49 30 123;12",
    ";nobody@example.com;;",
  ];
  await page.goto("/people/import");
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Choose a file" }).click();
  // The encoding of older spreadsheets: Windows-1252 with CRLF.
  const buffer = Buffer.from(lines.join("\r\n"), "latin1");
  await (await chooser).setFiles([{ name: "guests.csv", mimeType: "text/csv", buffer }]);
  await expect(page.getByText("Zimmer: a detail")).toBeVisible();
  await expect(page.getByText("Telefon: Phone number")).toBeVisible();
  const preview = page.getByRole("table", { name: "What the import would do" });
  await expect(preview.getByRole("row", { name: /^2 / })).toContainText("New client");
  await expect(preview.getByRole("row", { name: /^3 / })).toContainText("Changes a client");
  await expect(preview.getByRole("row", { name: /^4 / })).toContainText("The same client as in line 2");
  await expect(preview.getByRole("row").nth(1)).toContainText("Has a mistake");
  await expect(preview.getByRole("row").nth(1)).toContainText("Enter a name.");
  expect((await person.api.chatbot.clients.list.query({})).total).toBe(1);
  await expectAccessible(page, "a table before it is taken in");
  await page.getByRole("button", { name: "Import 2 clients" }).click();
  const report = page.getByRole("table", { name: "What became of the lines" });
  await expect(report.getByRole("row", { name: /^5 / })).toContainText("Enter a name.");
  await expect(report.getByRole("row", { name: /^2 / })).toContainText("Created");
  await expect(report.getByRole("row", { name: /^3 / })).toContainText("Updated");
  await expect(report.getByRole("row", { name: /^4 / })).toContainText("Skipped");
  await expectAccessible(page, "the report of an import");
  const { items } = await person.api.chatbot.clients.list.query({});
  expect(items).toMatchObject([
    { name: "Jürgen", phoneNumber: "+49 30 123", metadata: { Zimmer: "12" } },
    { name: "Ada Lovelace", email: "ada@example.com", metadata: { Zimmer: "7" } },
  ]);
});

test("the lines with mistakes are downloaded with the reasons, corrected, and imported", async ({
  page,
  person,
}) => {
  await page.goto("/people/import");
  await page
    .getByRole("textbox", { name: "Or paste the lines" })
    .fill("name,email,tel\nAda,nobody,+49 30 123\nGrace,g@example.com,\nEve,g@example.com,\n");
  await page.getByRole("button", { name: "Import 1 client" }).click();
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download 2 lines with mistakes" }).click();
  const file = await downloading;
  expect(file.suggestedFilename()).toBe("clients-not-imported.csv");
  const text = await readFile(await file.path(), "utf8");
  expect(text.split("\r\n")).toEqual([
    "\ufeffWhy it was not imported,name,email,tel",
    `"Enter an email address, like ann@example.com.",Ada,nobody,"'+49 30 123"`,
    `"Line 3 has the same email, but says something else. Keep one of the two.",Eve,g@example.com,`,
    "",
  ]);
  await page.getByRole("button", { name: "Import another file" }).click();
  const corrected = text.replace("nobody", "ada@example.com").replace("Eve,g@", "Eve,eve@");
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Choose a file" }).click();
  await (await chooser).setFiles([
    { name: "corrected.csv", mimeType: "text/csv", buffer: Buffer.from(corrected) },
  ]);
  await expect(page.getByText("Why it was not imported: not imported")).toBeVisible();
  await page.getByRole("button", { name: "Import 2 clients" }).click();
  await expect(page.getByRole("heading", { name: "What became of the lines" })).toBeFocused();
  const { items } = await person.api.chatbot.clients.list.query({});
  expect(items.map(({ name, phoneNumber, metadata }) => [name, phoneNumber, metadata])).toEqual(
    expect.arrayContaining([
      ["Ada", "+49 30 123", {}],
      ["Grace", null, {}],
      ["Eve", null, {}],
    ]),
  );
});

test("a table without names or with a broken quotation mark shows an error before the import", async ({
  page,
  person: _,
}) => {
  await page.goto("/people/import");
  const paste = page.getByRole("textbox", { name: "Or paste the lines" });
  await paste.fill("email\nx@example.com");
  await expect(page.getByText("No column holds a name.")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Import/ })).toHaveCount(0);
  await paste.fill('name\nAda\n"Grace\n');
  await expect(page.getByText("Line 3 opens a quotation mark")).toBeVisible();
});

for (const width of [360, 1440])
  test(`a client's page shows all their sessions; axe reports no violations, ${width} px`, async ({
    page,
    person,
  }) => {
    await page.setViewportSize({ width, height: 800 });
    const { clientId, begin } = await withChatbot(person);
    await begin({ title: "First" });
    const second = await begin({ title: "Second" });
    await person.api.chatbot.end.mutate({ id: second });
    await page.goto(`/people/${clientId}`);
    await expect(page.getByRole("main").getByRole("link", { name: "First" })).toBeVisible();
    await expect(page.getByText("Done · Front desk")).toBeVisible();
    await expectAccessible(page, "a client");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.goto("/people/new");
    await page.getByRole("button", { name: "Create client" }).click();
    await expectAccessible(page, "a new client with an error");
    await page.goto("/people");
    await expect(page.getByRole("link", { name: "Grace" })).toBeVisible();
    await expectAccessible(page, "clients");
  });
