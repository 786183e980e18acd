import { isDeepStrictEqual } from "node:util";
import { type ClientForm, clientFormSchema, type ImportedLine, type ImportRow } from "../schema.ts";

type Known = ClientForm & { id: string };
export type ImportPlan = {
  create: Known[];
  update: Known[];
  lines: ImportedLine[];
};

/**
 * Plans which clients the lines of a table create and update.
 * @param known the stored clients that the lines may refer to: by email, and those without an email by name
 * @param newId generates the id of a new client
 */
export function planImport(rows: ImportRow[], known: Known[], newId: () => string): ImportPlan {
  const clients = new Map(known.map((client) => [keyOf(client), client]));
  const create = new Map<string, Known>();
  const update = new Map<string, Known>();
  const lines = rows.map((row): ImportedLine => {
    const { line } = row;
    const parsed = clientFormSchema.safeParse({
      name: row.name,
      email: row.email.trim() || null,
      phoneNumber: row.phoneNumber.trim() || null,
      metadata: Object.fromEntries(Object.entries(row.details).filter(([, value]) => value.trim() !== "")),
    });
    if (!parsed.success) return { line, outcome: "refused", ...violationOf(parsed.error.issues[0]) };
    const key = keyOf(parsed.data);
    const before = clients.get(key);
    const after = { ...merge(before, parsed.data), id: before?.id ?? newId() };
    const checked = clientFormSchema.safeParse(after);
    if (!checked.success) return { line, outcome: "refused", ...violationOf(checked.error.issues[0]) };
    const { id } = after;
    if (isDeepStrictEqual(before, after)) return { line, outcome: "skipped", id };
    clients.set(key, after);
    const isNew = before === undefined || create.has(id);
    (isNew ? create : update).set(id, after);
    return { line, outcome: before === undefined ? "created" : "updated", id };
  });
  return { create: [...create.values()], update: [...update.values()], lines };
}

/**
 * An email identifies a client, ignoring case. Clients without an email are the same only if all their fields are
 * equal.
 */
function keyOf({ email, ...rest }: ClientForm): string {
  if (email !== null) return `email ${email.toLowerCase()}`;
  const { name, phoneNumber, metadata } = rest;
  return JSON.stringify([name, phoneNumber, Object.entries(metadata).sort(([a], [b]) => (a < b ? -1 : 1))]);
}

function merge(before: ClientForm | undefined, line: ClientForm): ClientForm {
  if (!before) return line;
  return {
    name: line.name,
    email: before.email,
    phoneNumber: line.phoneNumber ?? before.phoneNumber,
    metadata: { ...before.metadata, ...line.metadata },
  };
}

function violationOf(issue: { path: PropertyKey[]; message: string } | undefined) {
  const [field = "line"] = issue?.path ?? [];
  return { field: field === "metadata" ? "details" : String(field), rule: issue?.message ?? "is not valid" };
}
