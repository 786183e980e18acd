import * as z from "zod";
import { CHATBOT_LIMITS } from "../schema.ts";

/** The raw lines of a table of clients; an empty cell is an empty string. Each line is validated separately. */
export const importInput = z.object({
  rows: z
    .array(
      z.object({
        line: z.int().min(1),
        name: z.string(),
        email: z.string().default(""),
        phoneNumber: z.string().default(""),
        details: z.record(z.string().max(100), z.string()).default({}),
      }),
    )
    .min(1, "must not be empty")
    .max(CHATBOT_LIMITS.importLinesMax, `must hold at most ${CHATBOT_LIMITS.importLinesMax} lines`),
});
export type ImportRow = z.output<typeof importInput>["rows"][number];
/**
 * The outcome of importing a line. `sameAs`: an earlier line about the same client. `refused`: nothing of it was stored,
 * because `field` breaks `rule`.
 */
export type ImportedLine =
  | { line: number; outcome: "created" | "updated" | "skipped"; id: string; sameAs?: number }
  | { line: number; outcome: "refused"; field: string; rule: string };
/** What an import of the line would do. */
export type CheckedLine =
  | Omit<Exclude<ImportedLine, { outcome: "refused" }>, "id">
  | Extract<ImportedLine, { outcome: "refused" }>;
