import type { RouterOutputs } from "@parley/api/root";
import { sayRule } from "../../../ui/form/say-rule.ts";
import type { Table } from "./read-table.ts";
import { strings as words } from "./strings.ts";

/** What becomes of a line, or would. */
export type Outcome = RouterOutputs["chatbot"]["clients"]["checkImport"]["lines"][number];
export const outcomes = ["created", "updated", "skipped", "refused"] as const;

/** The outcomes of all lines in their order. The server was not sent the lines that are too wide. */
export function allOutcomes({ tooWide }: Table, known: Outcome[]): Outcome[] {
  const wide = tooWide.map(
    (line): Outcome => ({ line, outcome: "refused", field: "line", rule: words.tooWide }),
  );
  return [...known, ...wide].sort((one, other) => one.line - other.line);
}

export const isRefused = (outcome: Outcome): outcome is Extract<Outcome, { outcome: "refused" }> =>
  outcome.outcome === "refused";

/** Says why a line is refused, or that it is about the client of an earlier line; null where there is nothing to say. */
export function reasonOf(outcome: Outcome): string | null {
  if (!isRefused(outcome)) return outcome.sameAs === undefined ? null : words.sameAs(outcome.sameAs);
  const label = words.fields[outcome.field as keyof typeof words.fields] ?? outcome.field;
  return sayRule(outcome.rule, label) ?? words.rule(label, outcome.rule);
}
