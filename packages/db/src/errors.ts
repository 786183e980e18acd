/** The fields of a Postgres error that the product decides by. Drizzle wraps it as the cause of its own. */
type PostgresFault = { code: string; constraint_name?: string };

function faultOf(error: unknown): PostgresFault | undefined {
  for (let e = error; e instanceof Error; e = e.cause) {
    if (e.name === "PostgresError" && "code" in e && typeof e.code === "string")
      return e as Error & PostgresFault;
  }
  return undefined;
}

/** Whether a unique constraint refused the write; with `constraint`, whether that one did. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const fault = faultOf(error);
  return fault?.code === "23505" && (constraint === undefined || fault.constraint_name === constraint);
}

/** Whether the row that was referred to is not there (any more); with `constraint`, by that one. */
export function isForeignKeyViolation(error: unknown, constraint?: string): boolean {
  const fault = faultOf(error);
  return fault?.code === "23503" && (constraint === undefined || fault.constraint_name === constraint);
}

/** Whether Postgres refused the statement, for whatever reason: nothing of it is done. A lost connection leaves that open. */
export const isRefused = (error: unknown): boolean => faultOf(error) !== undefined;
