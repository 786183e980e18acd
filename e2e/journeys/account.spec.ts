import { expectAccessible } from "../support/axe.ts";
import { newPerson } from "../support/person.ts";
import { startServer } from "../support/server.ts";
import { sessionView } from "../support/session-page.ts";
import { expect, test } from "../support/test.ts";

test("a person signs up and sends a first message with the keyboard only", async ({ page }) => {
  const server = await startServer();
  try {
    await page.goto(server.url);
    const start = page.getByRole("link", { name: "Create an account" });
    for (let tabs = 0; tabs < 8; tabs += 1) {
      await page.keyboard.press("Tab");
      if (await start.evaluate((link) => link === document.activeElement)) break;
    }
    await expect(start).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Create an account" })).toBeVisible();
    await page.getByRole("textbox", { name: "Name" }).focus();
    await page.keyboard.type("Ada");
    await page.keyboard.press("Tab");
    await page.keyboard.type("ada@example.com");
    await page.keyboard.press("Tab");
    await page.keyboard.type("correct horse battery");
    await page.keyboard.press("Enter");
    const begin = page.getByRole("link", { name: "Talk with an agent" });
    await begin.focus();
    await page.keyboard.press("Enter");
    const withAssistant = page.getByRole("button", { name: "Start with Assistant" });
    await withAssistant.focus();
    await page.keyboard.press("Enter");
    const session = sessionView(page);
    await expect(session.composer).toBeFocused();
    await page.keyboard.type("Good morning");
    await page.keyboard.press("Enter");
    await expect(session.messages).toHaveCount(2);
  } finally {
    await server.stop();
  }
});

test("sign-up checks each field by the rules of the API", async ({ page }) => {
  await page.goto("/sign-up");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("textbox", { name: "Name" })).toHaveAccessibleDescription("Enter your name.");
  await expect(page.getByRole("textbox", { name: "Name" })).toBeFocused();
  await page.getByRole("textbox", { name: "Name" }).fill("Ada");
  await page.getByRole("textbox", { name: "Email" }).fill("not an address");
  await page.getByRole("textbox", { name: "Password" }).fill("short");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("textbox", { name: "Email" })).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByRole("textbox", { name: "Password" })).toHaveAccessibleDescription(/8/);
});

test("sign-up with a registered email shows an error", async ({ page, person, context }) => {
  await context.clearCookies();
  await page.goto("/sign-up");
  await page.getByRole("textbox", { name: "Name" }).fill("Ada");
  await page.getByRole("textbox", { name: "Email" }).fill(person.email);
  await page.getByRole("textbox", { name: "Password" }).fill(person.password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("alert").first()).toContainText("An account with this email exists already");
});

test("sign-in refuses a wrong password without naming the wrong part, then continues to the requested page", async ({
  page,
  person,
  context,
}) => {
  await context.clearCookies();
  const id = await person.begin({ title: "Where I was" });
  await page.goto(`/inbox/${id}`);
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await page.getByRole("textbox", { name: "Email" }).fill(person.email);
  await page.getByRole("textbox", { name: "Password" }).fill("not the password");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("alert").first()).toContainText(
    "This email and password do not belong together",
  );
  await page.getByRole("textbox", { name: "Password" }).fill(person.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Where I was");
});

test("sign-in does not redirect to another origin", async ({ page, person, context }) => {
  await context.clearCookies();
  await page.goto(`/sign-in?next=${encodeURIComponent("//evil.example/path")}`);
  await page.getByRole("textbox", { name: "Email" }).fill(person.email);
  await page.getByRole("textbox", { name: "Password" }).fill(person.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(/localhost:\d+\/home$/);
});

test("after signing out, pages redirect to the sign-in", async ({ page, person }) => {
  await page.goto("/settings");
  await expect(page.getByText(person.email)).toBeVisible();
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page.getByRole("link", { name: "Create an account" })).toBeVisible();
  await page.goto("/all");
  await expect(page).toHaveURL(/\/sign-in/);
});

test("a changed password replaces the old one", async ({ page, person, context, url }) => {
  await page.goto("/settings");
  await page.getByRole("textbox", { name: "Current password" }).fill(person.password);
  await page.getByRole("textbox", { name: "New password" }).fill("another long password");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Your password is changed.")).toBeVisible();
  await context.clearCookies();
  const answer = await page.request.post(`${url}/api/auth/sign-in/email`, {
    data: { email: person.email, password: person.password },
  });
  expect(answer.status()).toBe(401);
});

test("name and email are changed; the email takes the password, and is the one to sign in with", async ({
  page,
  person,
  context,
  url,
}) => {
  await page.goto("/settings");
  await page.getByRole("button", { name: "Change your name" }).click();
  const nameDialog = page.getByRole("dialog", { name: "Change your name" });
  await expect(nameDialog.getByRole("textbox", { name: "Name" })).toBeFocused();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.press("Delete");
  await page.keyboard.press("Enter");
  await expect(nameDialog.getByRole("textbox", { name: "Name" })).toHaveAccessibleDescription(
    "Enter your name.",
  );
  await page.keyboard.type("Ada Lovelace");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("definition").filter({ hasText: "Ada Lovelace" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Change your name" })).toBeFocused();

  const taken = await newPerson(url);
  await page.getByRole("button", { name: "Change your email" }).click();
  const dialog = page.getByRole("dialog", { name: "Change your email" });
  const email = dialog.getByRole("textbox", { name: "New email" });
  await expect(email).toBeFocused();
  await email.fill(taken.email);
  await dialog.getByRole("textbox", { name: "Current password" }).fill("not the password");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByRole("alert")).toContainText("This is not your current password");
  await dialog.getByRole("textbox", { name: "Current password" }).fill(person.password);
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByRole("alert")).toContainText("An account with this email exists already");
  await expectAccessible(page, "the dialog of the email");
  const newEmail = `ada.${crypto.randomUUID()}@example.com`;
  await email.fill(newEmail);
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("definition").filter({ hasText: newEmail })).toBeVisible();
  expect(await person.api.account.me.query()).toMatchObject({ name: "Ada Lovelace", email: newEmail });
  await context.clearCookies();
  const answer = await page.request.post(`${url}/api/auth/sign-in/email`, {
    data: { email: newEmail, password: person.password },
  });
  expect(answer.status()).toBe(200);
});

test("another device can be signed out", async ({ page, otherDevice, person }) => {
  await otherDevice.goto("/all");
  await page.goto("/settings/devices");
  const own = page.getByRole("listitem").filter({ hasText: "This device" });
  await expect(own).toHaveCount(1);
  await expect(own.getByRole("button")).toHaveCount(0);
  const others = page.getByRole("button", { name: /^Sign out / });
  const before = await others.count();
  expect(before).toBeGreaterThan(0);
  for (let left = before; left > 0; left -= 1) {
    await others.first().click();
    await expect(others).toHaveCount(left - 1);
  }
  await otherDevice.goto("/agents");
  await expect(otherDevice).toHaveURL(/\/sign-in/);
  await page.goto("/agents");
  await expect(page.getByRole("link", { name: "Guide" })).toBeVisible();
  expect(person.id).toBeTruthy();
});
