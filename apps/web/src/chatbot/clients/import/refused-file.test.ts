import { describe, expect, it } from "vitest";
import { allOutcomes, type Outcome } from "./outcomes.ts";
import { decodeTable, readTable } from "./read-table.ts";
import { refusedFile } from "./refused-file.ts";

describe("the file of refused lines", () => {
  const source =
    'Name;E-Mail;Tel\r\nAda;nobody;+49 30 123\r\n"=HYPERLINK(""x"")";e@example.com;\r\nBob;;123\r\n;;;stray\r\n';
  const refused: Outcome[] = [
    { line: 2, outcome: "refused", field: "email", rule: "must be an email address" },
    { line: 3, outcome: "refused", field: "email", rule: "must not contradict line 1" },
    { line: 4, outcome: "created" },
  ];

  it("says why in its first column, in UTF-8 with a mark, and holds no formulas", () => {
    const table = readTable(source);
    const file = refusedFile(table, allOutcomes(table, refused));
    const lines = file.split("\r\n");
    expect(lines[0]).toBe("\ufeffWhy it was not imported;Name;E-Mail;Tel");
    expect(lines[1]).toBe(`Enter an email address, like ann@example.com.;Ada;nobody;"'+49 30 123"`);
    expect(lines[2]).toContain(`;"'=HYPERLINK(""x"")";e@example.com;`);
    expect(lines[3]).toMatch(/^This line has more cells than there are columns\..*;;;;stray$/);
    expect(lines.slice(4)).toEqual([""]);
    expect(file).not.toMatch(/(^|[;\n])"?[=+\-@]/);
  });

  it("is read again as the lines were, without the reasons", () => {
    const table = readTable(source);
    const file = refusedFile(table, allOutcomes(table, refused));
    const again = readTable(decodeTable(new TextEncoder().encode(file)));
    const unnumbered = (rows: object[]) => rows.map((row) => ({ ...row, line: 0 }));
    expect(unnumbered(again.rows)).toEqual(unnumbered(table.rows.slice(0, 2)));
    expect(again.tooWide).toHaveLength(1);
    // Refused once more, a line does not get a second column of reasons.
    expect(refusedFile(again, allOutcomes(again, refused))).toBe(file);
  });
});
