import { sessionView } from "../support/session-page.ts";
import { expect, test } from "../support/with-model.ts";

const attack = [
  "# Title",
  "<script>window.ran = 1</script>",
  '<img src="x" onerror="window.ran = 2">',
  '<svg onload="window.ran = 3"></svg>',
  '<iframe srcdoc="<script>parent.ran = 4</script>"></iframe>',
  '<a href="javascript:window.ran=5">raw link</a>',
  "[click me](javascript:window.ran=6)",
  "[data](data:text/html,<script>window.ran=7</script>)",
  "![picture](https://tracker.example/pixel.png)",
  "[good link](https://example.com/page)",
  '<style>body { display: none }</style><form action="https://evil.example"><button>Send</button></form>',
].join("\n\n");

test("a model's output is never executed, loaded or framed", async ({ page, person, model }) => {
  const hostnames: string[] = [];
  page.on("request", (request) => hostnames.push(new URL(request.url()).hostname));
  const session = sessionView(page);
  await session.open(await person.begin());
  model.script({ kind: "reply", text: attack });
  await session.send("Show me");
  const reply = session.messages.nth(1);
  await expect(reply.getByRole("link", { name: "good link" })).toBeVisible();
  await expect(session.log).toHaveAttribute("aria-busy", "false");
  await expect(reply.locator("script, img, iframe, form, style, object, [onerror], [onload]")).toHaveCount(0);
  const links = await reply
    .getByRole("link")
    .evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  expect(links.filter((href) => href && !/^https:/.test(href))).toEqual([]);
  const good = reply.getByRole("link", { name: "good link" });
  await expect(good).toHaveAttribute("target", "_blank");
  await expect(good).toHaveAttribute("rel", /noopener/);
  await reply.getByText("click me").click();
  expect(await page.evaluate(() => "ran" in window)).toBe(false);
  expect(new Set(hostnames)).toEqual(new Set(["localhost"]));
});

test("Markdown is rendered in a model's messages, and not in a person's", async ({ page, person, model }) => {
  const session = sessionView(page);
  await session.open(await person.begin());
  model.script({
    kind: "reply",
    text: "## Plan\n\n- **first**\n- second\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n```ts\nconst answer = 42;\n```",
  });
  await session.send("**bold** <b>plain</b>");
  await expect(session.mine("**bold** <b>plain</b>")).toBeVisible();
  const reply = session.messages.nth(1);
  await expect(reply.getByRole("heading", { name: "Plan" })).toBeVisible();
  await expect(reply.getByRole("listitem")).toHaveText(["first", "second"]);
  await expect(reply.getByRole("cell")).toHaveText(["1", "2"]);
  await expect(reply).toContainText(/ts\s*Copy\s*const answer = 42;/);
});

test("code and Markdown are copied unchanged", async ({ page, person, model, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const session = sessionView(page);
  await session.open(await person.begin());
  const text = "Run this:\n\n```sh\necho one\necho two\n```";
  model.script({ kind: "reply", text });
  await session.send("How?");
  const reply = session.messages.nth(1);
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await reply.getByRole("button", { name: "Copy code" }).click();
  await expect.poll(clipboard).toBe("echo one\necho two\n");
  await reply.hover();
  await reply.getByRole("button", { name: "Copy as Markdown" }).click();
  await expect.poll(clipboard).toBe(text);
});
