import { describe, expect, it } from "vitest";
import { decodeTable, readTable } from "./read-table.ts";

describe("a table of clients", () => {
  it("is read by the names of its columns; what is no name, email or phone number is a detail", () => {
    const { columns, rows } = readTable("Room,E-Mail,FULL NAME,Phone\n12,g@example.com,Grace,555 123\n");
    expect(columns.map(({ meaning }) => meaning)).toEqual(["details", "email", "name", "phoneNumber"]);
    expect(rows).toEqual([
      { line: 2, name: "Grace", email: "g@example.com", phoneNumber: "555 123", details: { Room: "12" } },
    ]);
  });

  it("may have semicolons, quotation marks, CRLF, a mark of byte order and empty lines, first ones too", () => {
    const { rows } = readTable(
      '\ufeff\r\nname;note\r\n"Ada; ""the first""";"two\r\nlines"\r\n;\r\nGrace;\r\n',
    );
    expect(rows).toMatchObject([
      { line: 3, name: 'Ada; "the first"', details: { note: "two\r\nlines" } },
      { line: 5, name: "Grace", details: {} },
    ]);
  });

  it("may be in UTF-8, in Windows-1252 or in UTF-16", () => {
    const latin = Uint8Array.of(0x4a, 0xfc, 0x72, 0x67, 0x65, 0x6e, 0x20, 0x80);
    expect(decodeTable(latin)).toBe("Jürgen €");
    expect(decodeTable(new TextEncoder().encode("Jürgen €"))).toBe("Jürgen €");
    expect(decodeTable(Uint8Array.of(0xff, 0xfe, 0xfc, 0x00))).toBe("ü");
  });

  it("says which line has a quotation mark that nothing closes", () => {
    expect(readTable('name\nAda\n"Grace\n').brokenLine).toBe(3);
    expect(readTable("name\nAda\n").brokenLine).toBeNull();
  });

  it("of 5,000 lines is read, and a line with too many cells is left out, not cut off", () => {
    const lines = Array.from({ length: 5_000 }, (_, index) => `Client ${index},c${index}@example.com`);
    const { rows, tooWide } = readTable(`name,email\n${lines.join("\n")}\nAda,a@example.com,Berlin\nEve,,\n`);
    expect(rows).toHaveLength(5_001);
    expect(tooWide).toEqual([5_002]);
  });
});
