import Papa from "papaparse";
import { isRefused, type Outcome, reasonOf } from "./outcomes.ts";
import type { Table } from "./read-table.ts";
import { strings as words } from "./strings.ts";

/**
 * The refused lines of a table as a CSV file that can be corrected and imported again. The first column says why each was
 * refused. A byte order mark tells spreadsheets that it is UTF-8; cells that they would take for formulas begin with an
 * apostrophe.
 */
export function refusedFile({ columns, cells, delimiter }: Table, outcomes: Outcome[]): string {
  const kept = [...columns.keys()].filter((index) => columns[index]?.meaning !== "ignored");
  const fields = [words.reason, ...kept.map((index) => columns[index]?.name ?? "")];
  const data = outcomes.filter(isRefused).map((outcome) => {
    const line = cells.get(outcome.line) ?? [];
    const beyond = line.slice(columns.length);
    return [reasonOf(outcome) ?? "", ...kept.map((index) => line[index] ?? ""), ...beyond];
  });
  return `\ufeff${Papa.unparse([fields, ...data], { delimiter, escapeFormulae: true })}\r\n`;
}

/** Offers a text to the browser as a download. */
export function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
