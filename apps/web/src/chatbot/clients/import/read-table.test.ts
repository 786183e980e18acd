import { expect, it } from "vitest";
import { decodeTable, readTable } from "./read-table.ts";

it("reads columns by their names; what is no name, email or phone number is a detail", () => {
  const { columns, rows } = readTable("Room,E-Mail,Full Name,Phone\n12,g@example.com,Grace,555 123\n");
  expect(columns.map(({ meaning }) => meaning)).toEqual(["details", "email", "name", "phoneNumber"]);
  expect(rows).toEqual([
    { line: 2, name: "Grace", email: "g@example.com", phoneNumber: "555 123", details: { Room: "12" } },
  ]);
});

it("reads semicolons, quotation marks, CRLF, a mark of byte order and empty lines", () => {
  const { rows } = readTable('\ufeffname;note\r\n"Ada; ""the first""";"two\r\nlines"\r\n\r\nGrace;\r\n');
  expect(rows).toMatchObject([
    { line: 2, name: 'Ada; "the first"', details: { note: "two\r\nlines" } },
    { line: 4, name: "Grace", details: {} },
  ]);
});

it("reads umlauts of UTF-8 and of Windows-1252", () => {
  const latin = Uint8Array.of(0x4a, 0xfc, 0x72, 0x67, 0x65, 0x6e, 0x20, 0x80);
  expect(decodeTable(latin)).toBe("Jürgen €");
  expect(decodeTable(new TextEncoder().encode("Jürgen €"))).toBe("Jürgen €");
});

it("tells the line whose quotation mark nothing closes", () => {
  expect(readTable('name\nAda\n"Grace\n').brokenLine).toBe(3);
  expect(readTable("name\nAda\n").brokenLine).toBeNull();
});
