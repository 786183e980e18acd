import { isDeepStrictEqual } from "node:util";
import { type ClientForm, clientFormSchema, type ImportedLine, type ImportRow } from "../schema.ts";

type Known = ClientForm & { id: string };
export type ImportPlan = {
  create: Known[];
  update: Known[];
  lines: ImportedLine[];
};

/**
 * What the lines of a table change.
 * @param known the clients that the lines may mean: those with their emails, and those without one by their names
 * @param newId makes the id of a client
 */
export function planImport(rows: ImportRow[], known: Known[], newId: () => string): ImportPlan {
  const clients = new Map(known.map((client) => [keyOf(client), client]));
  const create = new Map<string, Known>();
  const update = new Map<string, Known>();
  const lines = rows.map((row): ImportedLine => {
    const { line } = row;
    const given = clientFormSchema.safeParse({
      ...{ name: row.name, email: row.email.trim() || null, phoneNumber: row.phoneNumber.trim() || null },
      metadata: Object.fromEntries(Object.entries(row.details).filter(([, value]) => value.trim() !== "")),
    });
    if (!given.success) return { line, outcome: "refused", ...brokenBy(given.error.issues[0]) };
    const key = keyOf(given.data);
    const before = clients.get(key);
    const after = { ...merged(before, given.data), id: before?.id ?? newId() };
    const checked = clientFormSchema.safeParse(after);
    if (!checked.success) return { line, outcome: "refused", ...brokenBy(checked.error.issues[0]) };
    const { id } = after;
    if (isDeepStrictEqual(before, after)) return { line, outcome: "skipped", id };
    clients.set(key, after);
    const isNew = before === undefined || create.has(id);
    (isNew ? create : update).set(id, after);
    return { line, outcome: before === undefined ? "created" : "updated", id };
  });
  return { create: [...create.values()], update: [...update.values()], lines };
}

/** An email is one person's, however it is written. Without one, only a client who is the same in all is the same. */
function keyOf({ email, ...rest }: ClientForm): string {
  if (email !== null) return `email ${email.toLowerCase()}`;
  const { name, phoneNumber, metadata } = rest;
  return JSON.stringify([name, phoneNumber, Object.entries(metadata).sort(([a], [b]) => (a < b ? -1 : 1))]);
}

function merged(before: ClientForm | undefined, given: ClientForm): ClientForm {
  if (!before) return given;
  return {
    name: given.name,
    email: before.email,
    phoneNumber: given.phoneNumber ?? before.phoneNumber,
    metadata: { ...before.metadata, ...given.metadata },
  };
}

function brokenBy(issue: { path: PropertyKey[]; message: string } | undefined) {
  const [field = "line"] = issue?.path ?? [];
  return { field: field === "metadata" ? "details" : String(field), rule: issue?.message ?? "is not valid" };
}
