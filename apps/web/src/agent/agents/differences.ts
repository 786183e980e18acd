import type { Difference } from "../../editing/conflict-note.tsx";
import { strings as timeoutWords } from "../timeout/strings.ts";
import { strings as words } from "./strings.ts";
import type { AgentValues } from "./values.ts";

/** Two versions of an agent field by field, as text. */
export function agentDifferences(theirs: AgentValues, yours: AgentValues): Difference[] {
  const row = (field: string, read: (values: AgentValues) => string) => ({
    field,
    theirs: read(theirs),
    yours: read(yours),
  });
  const timeouts = ["timeoutMinutes", "warningThresholdMinutes", "maxDurationMinutes", "autoRenew"] as const;
  return [
    row(words.name, ({ name }) => name),
    row(words.systemPrompt, ({ systemPrompt }) => systemPrompt),
    row(words.model, ({ model }) => model),
    row(words.knowledge, ({ knowledge }) =>
      knowledge.map(({ title, text }) => `${title}\n${text}`).join("\n\n"),
    ),
    ...timeouts.map((name) => row(timeoutWords[name], (values) => values.timeout[name])),
  ];
}
