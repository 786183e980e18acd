import type { RouterInputs } from "@parley/api/root";
import Papa from "papaparse";

export type ImportRow = RouterInputs["chatbot"]["clients"]["import"]["rows"][number];
type Meaning = "name" | "email" | "phoneNumber" | "details";
export type Table = {
  columns: { name: string; meaning: Meaning }[];
  rows: ImportRow[];
  /** the number of the first line that could not be parsed; null if there is none */
  brokenLine: number | null;
};

const KNOWN: Record<Exclude<Meaning, "details">, RegExp> = {
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

/** Parses a table of clients, separated by commas, semicolons or tabs. The first line is the header. */
export function readTable(text: string): Table {
  const table = text.replace(/^\ufeff/, "");
  const parsed = Papa.parse<string[]>(table, { delimiter: delimiterOf(table) });
  const [header = [], ...lines] = parsed.data;
  const columns = columnsOf(header);
  const broken = parsed.errors.find(({ type }) => type === "Quotes")?.row ?? null;
  const rows = lines.flatMap((cells, index) =>
    cells.every((cell) => cell.trim() === "") ? [] : [rowOf(cells, columns, index + 2)],
  );
  return { columns, rows, brokenLine: broken === null ? null : broken + 1 };
}

/** The delimiter that occurs most often in the header. */
function delimiterOf(table: string): string {
  const [header = ""] = table.replace(/"[^"]*"/g, "").split(/\r?\n/, 1);
  const count = (delimiter: string) => header.split(delimiter).length;
  return [",", ";", "\t"].reduce((most, one) => (count(one) > count(most) ? one : most));
}

/** Maps columns to fields by name. A field takes the first column that fits; other columns become details. */
function columnsOf(header: string[]): Table["columns"] {
  const taken = new Set<Meaning>();
  return header.map((cell, index) => {
    const name = cell.trim() || `Column ${index + 1}`;
    const plain = name.toLowerCase().replace(/[_\s]+/g, " ");
    const fits = (Object.keys(KNOWN) as (keyof typeof KNOWN)[]).find((one) => KNOWN[one].test(plain));
    if (!fits || taken.has(fits)) return { name, meaning: "details" };
    taken.add(fits);
    return { name, meaning: fits };
  });
}

function rowOf(cells: string[], columns: Table["columns"], line: number): ImportRow {
  const row = { line, name: "", email: "", phoneNumber: "", details: {} as Record<string, string> };
  for (const [index, { name, meaning }] of columns.entries()) {
    const cell = cells[index]?.trim() ?? "";
    if (meaning !== "details") row[meaning] = cell;
    else if (cell !== "") row.details[name.slice(0, 100)] = cell;
  }
  return row;
}
