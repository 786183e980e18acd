import { plural } from "../../../ui/plural.ts";

const lines = (count: number) => plural(count, { one: "# line", other: "# lines" });

/** Words of the import of clients. */
export const strings = {
  title: "Import clients",
  lead: "Take in a table as a CSV file: one client a line, the first line with the names of the columns. Nothing is imported before you have seen what each line does.",
  choose: "Choose a file",
  drop: (max: number) => `or drop it here: .csv, at most ${max.toLocaleString()} lines.`,
  paste: "Or paste the lines",
  columns: "Columns",
  column: (name: string, meaning: string) => `${name}: ${meaning}`,
  unnamed: (index: number) => `Column ${index}`,
  meanings: {
    name: "Name",
    email: "Email",
    phoneNumber: "Phone number",
    details: "a detail",
    ignored: "not imported",
  },
  noName: "No column holds a name. Call one “name”; each client needs one.",
  empty: "There is no line to take in.",
  tooMany: (count: number, max: number) =>
    `These are ${lines(count)}; at most ${max.toLocaleString()} can be taken in at once. Split the file.`,
  broken: (line: number) => `Line ${line} opens a quotation mark that nothing closes, or has cells too many.`,
  preview: "What the import would do",
  checking: (count: number) => `Checking ${lines(count)}`,
  checked: {
    created: "New client",
    updated: "Changes a client",
    skipped: "Nothing new",
    refused: "Has a mistake",
  },
  allFit: "All lines can be imported.",
  leavesOut: (count: number) =>
    `The import leaves out ${lines(count)} with a mistake. Download them, correct them, and import that file.`,
  nothing: "No line brings anything new.",
  line: "Line",
  start: (count: number) => plural(count, { one: "Import # client", other: "Import # clients" }),
  download: (count: number) =>
    plural(count, { one: "Download # line with a mistake", other: "Download # lines with mistakes" }),
  refusedName: "clients-not-imported.csv",
  /** the name of the column in that file that says why; it is not imported */
  reason: "Why it was not imported",
  another: "Import another file",
  toClients: "To the clients",
  done: "What became of the lines",
  outcomes: {
    created: "Created",
    updated: "Updated",
    skipped: "Skipped, as nothing is new",
    refused: "Not imported",
  },
  outcome: "Outcome",
  sameAs: (line: number) => `The same client as in line ${line}`,
  tooWide: "This line has more cells than there are columns. Put cells that hold a comma in quotation marks.",
  rule: (field: string, rule: string) => (rule.startsWith("must ") ? `${field} ${rule}.` : rule),
  fields: {
    name: "Name",
    email: "Email",
    phoneNumber: "Phone number",
    details: "Details",
    line: "The line",
  },
  all: (count: number) => `Show all ${lines(count)}`,
};
