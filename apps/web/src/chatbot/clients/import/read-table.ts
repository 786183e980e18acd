import type { RouterInputs } from "@parley/api/root";
import Papa from "papaparse";
import { strings } from "./strings.ts";

export type ImportRow = RouterInputs["chatbot"]["clients"]["import"]["rows"][number];
/** `ignored`: the reasons in a file of lines that could not be imported. */
type Meaning = "name" | "email" | "phoneNumber" | "details" | "ignored";
export type Table = {
  columns: { name: string; meaning: Meaning }[];
  rows: ImportRow[];
  /** the cells of each line as they are in the file, by its number; empty lines are left out */
  cells: Map<number, string[]>;
  /** the lines that have more cells than there are columns, and so are not in `rows` */
  tooWide: number[];
  delimiter: string;
  /** the number of the first line that could not be parsed; null if there is none */
  brokenLine: number | null;
};

const KNOWN: Record<Exclude<Meaning, "details" | "ignored">, RegExp> = {
  name: /^(name|full ?name|client|kunde|nom|nombre|nome)$/,
  email: /^(e-?mail|e-?mail ?address|mail|courriel|correo)$/,
  phoneNumber: /^(phone|phone ?number|tel|telephone|telefon|telefonnummer|mobile|handy|téléphone|teléfono)$/,
};

/** Decodes UTF-16 by its byte order mark, valid UTF-8, and anything else as the Windows-1252 of older spreadsheets. */
export function decodeTable(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** Parses a table of clients, separated by commas, semicolons or tabs. The first line that is not empty is the header. */
export function readTable(text: string): Table {
  const source = text.replace(/^\ufeff/, "");
  const delimiter = delimiterOf(source);
  const parsed = Papa.parse<string[]>(source, { delimiter });
  const broken = parsed.errors.find(({ type }) => type === "Quotes")?.row ?? null;
  const lines = parsed.data.map((line, index) => ({ line: index + 1, cells: line.map(plain) }));
  const [header, ...filled] = lines.filter(({ cells }) => cells.some((cell) => cell !== ""));
  const columns = columnsOf(header?.cells ?? []);
  const isTooWide = (cells: string[]) => cells.slice(columns.length).some((cell) => cell !== "");
  return {
    columns,
    rows: filled
      .filter(({ cells }) => !isTooWide(cells))
      .map(({ line, cells }) => rowOf(cells, columns, line)),
    cells: new Map(filled.map(({ line, cells }) => [line, cells])),
    tooWide: filled.filter(({ cells }) => isTooWide(cells)).map(({ line }) => line),
    delimiter,
    brokenLine: broken === null ? null : broken + 1,
  };
}

/** The delimiter that occurs most often in the header. */
function delimiterOf(table: string): string {
  const [header = ""] = table
    .trimStart()
    .replace(/"[^"]*"/g, "")
    .split(/\r?\n/, 1);
  const count = (delimiter: string) => header.split(delimiter).length;
  return [",", ";", "\t"].reduce((most, one) => (count(one) > count(most) ? one : most));
}

/** A cell without the apostrophe that keeps a spreadsheet from taking it for a formula, as in `'+49 30 123`. */
const plain = (cell: string) => cell.trim().replace(/^'(?=[=+\-@\t\r])/, "");

/** Maps columns to fields by name. A field takes the first column that fits; other columns become details. */
function columnsOf(header: string[]): Table["columns"] {
  const taken = new Set<Meaning>();
  return header.map((cell, index) => {
    const name = cell || strings.unnamed(index + 1);
    if (name === strings.reason) return { name, meaning: "ignored" };
    const plainName = name.toLowerCase().replace(/[_\s]+/g, " ");
    const fits = (Object.keys(KNOWN) as (keyof typeof KNOWN)[]).find((one) => KNOWN[one].test(plainName));
    if (!fits || taken.has(fits)) return { name, meaning: "details" };
    taken.add(fits);
    return { name, meaning: fits };
  });
}

function rowOf(cells: string[], columns: Table["columns"], line: number): ImportRow {
  const row = { line, name: "", email: "", phoneNumber: "", details: {} as Record<string, string> };
  for (const [index, { name, meaning }] of columns.entries()) {
    const cell = cells[index] ?? "";
    if (meaning === "ignored") continue;
    if (meaning !== "details") row[meaning] = cell;
    else if (cell !== "") row.details[name.slice(0, 100)] = cell;
  }
  return row;
}
