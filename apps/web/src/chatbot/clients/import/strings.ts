import { plural } from "../../../ui/plural.ts";

/** Words of the import of clients. */
export const strings = {
  title: "Import clients",
  lead: "Take in a table as a CSV file: one client a line, the first line with the names of the columns.",
  choose: "Choose a file",
  drop: "or drop it here: .csv, at most 5,000 lines.",
  paste: "Or paste the lines",
  columns: "Columns",
  column: (name: string, meaning: string) => `${name}: ${meaning}`,
  meanings: { name: "Name", email: "Email", phoneNumber: "Phone number", details: "a detail" },
  noName: "No column holds a name. Call one “name”; each client needs one.",
  empty: "There is no line to take in.",
  tooMany: (count: number, max: number) =>
    `These are ${plural(count, { one: "# line", other: "# lines" })}; at most ${max.toLocaleString()} can be taken in at once. Split the file.`,
  broken: (line: number) => `Line ${line} opens a quotation mark that nothing closes, or has cells too many.`,
  preview: (shown: number, total: number) =>
    shown < total ? `The first ${shown} of ${total.toLocaleString()} lines` : "All lines",
  line: "Line",
  start: (count: number) => plural(count, { one: "Import # client", other: "Import # clients" }),
  another: "Import another file",
  toClients: "To the clients",
  done: "What became of the lines",
  outcomes: {
    created: "Created",
    updated: "Updated",
    skipped: "Skipped, as nothing is new",
    refused: "Refused",
  },
  outcome: "Outcome",
  why: "Why",
  rule: (field: string, rule: string) => `${field} ${rule}`,
  fields: {
    name: "Name",
    email: "Email",
    phoneNumber: "Phone number",
    details: "Details",
    line: "The line",
  },
  all: "Show all lines",
};
