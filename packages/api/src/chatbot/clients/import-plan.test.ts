import { expect, it } from "vitest";
import { planImport } from "./import-plan.ts";
import type { ImportRow } from "./schema.ts";

const row = (line: number, name: string, more: Partial<ImportRow> = {}): ImportRow => ({
  line,
  name,
  email: "",
  phoneNumber: "",
  details: {},
  ...more,
});
const plan = (rows: ImportRow[], known: Parameters<typeof planImport>[1] = []) => {
  let count = 0;
  return planImport(rows, known, () => `new${++count}`);
};
const ada = {
  id: "ada",
  name: "Ada",
  email: "Ada@Example.com",
  phoneNumber: "123",
  metadata: { room: "7", vip: "yes" },
};

it("creates unknown clients, and refuses lines that break a rule, naming the field", () => {
  const { create, lines } = plan([
    row(2, "Grace", { email: "grace@example.com", details: { room: "12", note: "" } }),
    row(3, " ", { email: "x@example.com" }),
    row(4, "Eve", { email: "not an address" }),
    row(5, "Bob", { phoneNumber: "call me" }),
  ]);
  expect(create).toMatchObject([{ id: "new1", name: "Grace", metadata: { room: "12" } }]);
  expect(create[0]?.metadata).not.toHaveProperty("note");
  expect(lines).toEqual([
    { line: 2, outcome: "created", id: "new1" },
    { line: 3, outcome: "refused", field: "name", rule: "must not be empty" },
    { line: 4, outcome: "refused", field: "email", rule: "must be an email address" },
    { line: 5, outcome: "refused", field: "phoneNumber", rule: "must be a phone number" },
  ]);
});

it("updates the client with the same email, ignoring case, and ignores empty cells", () => {
  const { create, update, lines } = plan(
    [row(2, "Ada L.", { email: "ADA@example.com", details: { room: "8" } })],
    [ada],
  );
  expect(create).toEqual([]);
  expect(update).toEqual([{ ...ada, name: "Ada L.", metadata: { room: "8", vip: "yes" } }]);
  expect(lines).toEqual([{ line: 2, outcome: "updated", id: "ada" }]);
});

it("skips lines that change nothing, compared with stored clients and earlier lines", () => {
  const { create, update, lines } = plan(
    [
      row(2, "Ada", { email: "ada@example.com", phoneNumber: "123" }),
      row(3, "No Mail", { details: { a: "1", b: "2" } }),
      row(4, "No Mail", { details: { b: "2", a: "1" } }),
      row(5, "No Mail"),
    ],
    [ada],
  );
  expect(update).toEqual([]);
  expect(create.map(({ id }) => id)).toEqual(["new1", "new2"]);
  expect(lines.map(({ outcome }) => outcome)).toEqual(["skipped", "created", "skipped", "created"]);
});

it("merges two lines of one new client", () => {
  const email = "g@example.com";
  const { create, update, lines } = plan([
    row(2, "Grace", { email, details: { room: "1" } }),
    row(3, "Grace", { email: "G@example.com", phoneNumber: "555 123" }),
  ]);
  expect(update).toEqual([]);
  expect(create).toEqual([
    { id: "new1", name: "Grace", email, phoneNumber: "555 123", metadata: { room: "1" } },
  ]);
  expect(lines).toEqual([
    { line: 2, outcome: "created", id: "new1" },
    { line: 3, outcome: "updated", id: "new1", sameAs: 2 },
  ]);
});

it.each([
  ["name", row(3, "Bob", { email: "ADA@example.com" })],
  ["phone number", row(3, "Ada", { email: "ada@example.com", phoneNumber: "456" })],
  ["detail", row(3, "Ada", { email: "ada@example.com", details: { room: "9" } })],
])("refuses a line with the email of an earlier one and another %s, and names that line", (_, second) => {
  const first = row(2, "Ada", { email: "ada@example.com", phoneNumber: "999", details: { room: "8" } });
  const { update, lines } = plan([first, second, row(4, "Ada", { email: "ada@example.com" })], [ada]);
  expect(lines).toEqual([
    { line: 2, outcome: "updated", id: "ada" },
    { line: 3, outcome: "refused", field: "email", rule: "must not contradict line 2" },
    { line: 4, outcome: "skipped", id: "ada", sameAs: 2 },
  ]);
  expect(update).toEqual([{ ...ada, phoneNumber: "999", metadata: { room: "8", vip: "yes" } }]);
});

it("refuses a cell that can't be stored without refusing the other lines", () => {
  const { lines } = plan([row(2, "A\0da"), row(3, "Bob", { details: { note: "\ud800" } }), row(4, "Eve")]);
  const rule = "must not contain null characters or broken Unicode";
  expect(lines).toEqual([
    { line: 2, outcome: "refused", field: "name", rule },
    { line: 3, outcome: "refused", field: "details", rule },
    { line: 4, outcome: "created", id: "new1" },
  ]);
});
