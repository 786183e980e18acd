import { sessionView } from "../support/session-page.ts";
import { expect, test } from "../support/test.ts";

/** The shortest timeout that the API allows. */
const short = { timeoutMinutes: 5, maxDurationMinutes: 60, warningThresholdMinutes: 4, autoRenew: true };
const MINUTE = 60_000;

test("near its expiry a session shows and announces the time left once, and Extend renews it", async ({
  page,
  person,
  database,
}) => {
  const session = sessionView(page);
  const id = await person.begin({ timeoutConfig: { ...short, autoRenew: false } });
  await database.age(id, 3.5);
  await session.open(id);
  await expect(page.getByText(/^Expires in 1 min$/)).toBeVisible();
  await expect(page.getByText("This session expires in 1 min. Extend it to go on.")).toBeAttached();
  await page.getByRole("button", { name: "Extend" }).click();
  await expect(page.getByText(/^Expires in/)).toBeHidden();
  await expect(session.timeLeft).toHaveText(/^(4|5) min left$/);
  expect((await person.api.agent.get.query({ id })).renewalCount).toBe(1);
});

test("an extension in one window is shown in the others", async ({
  page,
  context,
  otherDevice,
  person,
  database,
}) => {
  const id = await person.begin({ timeoutConfig: { ...short, autoRenew: false } });
  await database.age(id, 3);
  const windows = [page, await context.newPage(), otherDevice];
  for (const window of windows) await sessionView(window).open(id);
  for (const window of windows) await expect(window.getByText(/^Expires in 1 min$/)).toBeVisible();
  await page.getByRole("button", { name: "Extend" }).click();
  for (const window of windows) await expect(window.getByText(/^Expires in/)).toBeHidden();
});

test("messages extend a session with auto-renew, and not one without", async ({ page, person, database }) => {
  for (const [autoRenew, left] of [
    [true, /^(4|5) min left$/],
    [false, /^(1|2) min left$/],
  ] as const) {
    const session = sessionView(page);
    const id = await person.begin({ timeoutConfig: { ...short, autoRenew } });
    await database.age(id, 3);
    await session.open(id);
    await expect(session.timeLeft).toHaveText(/^1 min left$|^2 min left$/);
    await session.send("Still here");
    await expect(session.messages).toHaveCount(2);
    await expect(session.timeLeft).toHaveText(left);
  }
});

test("the open page keeps a session alive without messages", async ({ page, person, database }) => {
  const session = sessionView(page);
  await page.clock.install();
  const id = await person.begin({ timeoutConfig: short });
  await database.age(id, 2);
  await session.open(id);
  await expect(session.timeLeft).toHaveText(/^2 min left$/);
  await page.clock.fastForward(100_000);
  await expect(session.timeLeft).toHaveText(/^4 min left$/);
});

test("at the maximum duration Extend is disabled and says why", async ({ page, person, database }) => {
  const session = sessionView(page);
  const id = await person.begin({ timeoutConfig: { ...short, timeoutMinutes: 5, maxDurationMinutes: 5 } });
  await database.age(id, 2);
  await session.open(id);
  const extend = page.getByRole("button", { name: "Extend" });
  await expect(extend).toBeDisabled();
  await expect(extend).toHaveAccessibleDescription(
    /has reached its maximum and ends at .* It cannot be extended\./,
  );
});

test("a session that expires while it is open becomes read-only, and continues in a new one with its metadata", async ({
  page,
  person,
  database,
}) => {
  const session = sessionView(page);
  await page.clock.install();
  const id = await person.begin({
    title: "Room 12",
    metadata: { room: 12 },
    timeoutConfig: { ...short, autoRenew: false },
  });
  await session.open(id);
  await session.send("My key does not work.");
  await expect(session.messages).toHaveCount(2);
  await session.composer.fill("One more thing");
  await database.age(id, 6);
  await page.clock.fastForward(6 * MINUTE);
  const bar = page.getByRole("region", { name: "This session has expired" });
  await expect(bar).toBeVisible();
  await expect(session.composer).toBeHidden();
  await expect(session.timeLeft).toHaveText("Expired");
  await expect(session.mine("My key does not work.")).toBeVisible();
  await bar.getByRole("button", { name: "Continue in a new session" }).click();
  await expect(session.composer).toBeVisible();
  await expect(page).not.toHaveURL(new RegExp(id));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Room 12");
  const next = await person.api.sessions.get.query({
    id: new URL(page.url()).pathname.split("/").at(-1) ?? "",
  });
  expect(next).toMatchObject({
    metadata: { room: 12 },
    status: "active",
    timeoutConfig: { timeoutMinutes: 5 },
  });
});

test("an expired session is read-only", async ({ page, person, database }) => {
  const session = sessionView(page);
  const id = await person.begin({ timeoutConfig: short });
  await database.fill(id, 4);
  await database.age(id, 10);
  await session.open(id);
  await expect(session.messages).toHaveCount(4);
  await expect(session.composer).toBeHidden();
  await expect(page.getByRole("button", { name: "Extend" })).toBeHidden();
});
