import { isDeepStrictEqual } from "node:util";
import { type ClientForm, clientFormSchema } from "../schema.ts";
import type { ImportedLine, ImportRow } from "./schema.ts";

type Known = ClientForm & { id: string };
export type ImportPlan = {
  create: Known[];
  update: Known[];
  lines: ImportedLine[];
};
/** What the table says about a client, in all lines so far, and the first of them. */
type Told = { line: number; form: ClientForm };

/**
 * Plans which clients the lines of a table create and update. Lines with the same email are about one client, and are merged;
 * a line that says something else than an earlier one is refused, as nobody can know which is right.
 * @param known the stored clients that the lines may refer to: by email, and those without an email by name
 * @param newId generates the id of a new client
 */
export function planImport(rows: ImportRow[], known: Known[], newId: () => string): ImportPlan {
  const clients = new Map(known.map((client) => [keyOf(client), client]));
  const told = new Map<string, Told>();
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
    const earlier = told.get(key);
    if (earlier && contradicts(earlier.form, parsed.data))
      return { line, outcome: "refused", field: "email", rule: `must not contradict line ${earlier.line}` };
    const before = clients.get(key);
    const after = { ...merge(before, parsed.data), id: before?.id ?? newId() };
    const checked = clientFormSchema.safeParse(after);
    if (!checked.success) return { line, outcome: "refused", ...violationOf(checked.error.issues[0]) };
    told.set(key, { line: earlier?.line ?? line, form: merge(earlier?.form, parsed.data) });
    const sameAs = earlier && { sameAs: earlier.line };
    const { id } = after;
    if (isDeepStrictEqual(before, after)) return { line, outcome: "skipped", id, ...sameAs };
    clients.set(key, after);
    const isNew = before === undefined || create.has(id);
    (isNew ? create : update).set(id, after);
    return { line, outcome: before === undefined ? "created" : "updated", id, ...sameAs };
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

/** Whether a field has different values in both; an empty one says nothing. */
function contradicts(one: ClientForm, other: ClientForm): boolean {
  if (one.name !== other.name) return true;
  if (one.phoneNumber !== null && other.phoneNumber !== null && one.phoneNumber !== other.phoneNumber)
    return true;
  return Object.entries(other.metadata).some(
    ([key, value]) => Object.hasOwn(one.metadata, key) && !isDeepStrictEqual(one.metadata[key], value),
  );
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
