import type { Difference } from "../../editing/conflict-note.tsx";
import { strings } from "./strings.ts";
import type { ClientValues } from "./values.ts";

const fields = ["name", "email", "phoneNumber"] as const;

/** Two versions of a client field by field, as text. */
export function clientDifferences(theirs: ClientValues, yours: ClientValues): Difference[] {
  const details = (values: ClientValues) =>
    values.details.map(({ key, value }) => `${key}: ${value}`).join("\n");
  return [
    ...fields.map((name) => ({ field: strings[name], theirs: theirs[name], yours: yours[name] })),
    { field: strings.details, theirs: details(theirs), yours: details(yours) },
  ];
}
