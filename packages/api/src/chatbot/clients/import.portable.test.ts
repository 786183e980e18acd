import { expect, it, onTestFinished } from "vitest";
import { startTestApi } from "../../testing.ts";

async function start() {
  const api = await startTestApi();
  onTestFinished(() => api[Symbol.asyncDispose]());
  const { caller } = await api.person();
  return { api, clients: caller.chatbot.clients };
}
const outcomes = ({ lines }: { lines: { outcome: string }[] }) => lines.map(({ outcome }) => outcome);

it("imports a table of clients, and importing it again changes nothing", async () => {
  const { clients, api } = await start();
  await clients.create({ name: "Ada", email: "Ada@example.com", metadata: { vip: true } });
  const rows = [
    { line: 2, name: "Ada Lovelace", email: "ada@EXAMPLE.com", details: { room: "7" } },
    { line: 3, name: "Jürgen Groß", phoneNumber: "+49 30 123" },
    { line: 4, name: "", email: "nobody@example.com" },
  ];
  expect(outcomes(await clients.import({ rows }))).toEqual(["updated", "created", "refused"]);
  expect(outcomes(await clients.import({ rows }))).toEqual(["skipped", "skipped", "refused"]);
  const { items, total } = await clients.list({});
  expect(total).toBe(2);
  expect(items.toSorted((a, b) => (a.name < b.name ? -1 : 1))).toMatchObject([
    { name: "Ada Lovelace", email: "Ada@example.com", metadata: { vip: true, room: "7" }, version: 2 },
    { name: "Jürgen Groß", email: null, phoneNumber: "+49 30 123", version: 1 },
  ]);
  const stranger = await api.person();
  expect(outcomes(await stranger.caller.chatbot.clients.import({ rows }))).toEqual([
    "created",
    "created",
    "refused",
  ]);
});

it("checks a table without storing anything, and one broken cell refuses its line alone", async () => {
  const { clients } = await start();
  await clients.create({ name: "Ada", email: "Ada@example.com" });
  const rows = [
    { line: 2, name: "Ada", email: "ada@example.com", phoneNumber: "123" },
    { line: 3, name: "B\0b", email: "b\0b@example.com" },
    { line: 4, name: "Grace", email: "grace@example.com" },
    { line: 5, name: "Grace", email: "GRACE@example.com" },
  ];
  const checked = await clients.checkImport({ rows });
  expect(checked.lines).toEqual([
    { line: 2, outcome: "updated" },
    { line: 3, outcome: "refused", field: "name", rule: expect.stringContaining("null characters") },
    { line: 4, outcome: "created" },
    { line: 5, outcome: "skipped", sameAs: 4 },
  ]);
  expect(await clients.list({})).toMatchObject({ total: 1, items: [{ phoneNumber: null, version: 1 }] });
  expect(outcomes(await clients.import({ rows }))).toEqual(outcomes(checked));
});

it("accepts at most 5,000 lines, and two concurrent imports create no client twice", async () => {
  const { clients } = await start();
  const rows = Array.from({ length: 5_001 }, (_, index) => ({
    line: index + 2,
    name: `Client ${index}`,
    email: `c${index}@example.com`,
  }));
  await expect(clients.import({ rows })).rejects.toMatchObject({ cause: { reason: "VALIDATION_ERROR" } });
  const [first, second] = await Promise.all([
    clients.import({ rows: rows.slice(0, 5_000) }),
    clients.import({ rows: rows.slice(0, 5_000) }),
  ]);
  const all = [...outcomes(first), ...outcomes(second)];
  expect(all.filter((outcome) => outcome === "created")).toHaveLength(5_000);
  expect(all.filter((outcome) => outcome === "skipped")).toHaveLength(5_000);
  expect((await clients.list({})).total).toBe(5_000);
});
