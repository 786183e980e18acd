/** The fields of a Postgres error that the product uses. Drizzle wraps it as the cause of its own error. */
type PostgresFault = { code: string; constraint_name?: string };

function faultOf(error: unknown): PostgresFault | undefined {
  for (let e = error; e instanceof Error; e = e.cause) {
    if (e.name === "PostgresError" && "code" in e && typeof e.code === "string")
      return e as Error & PostgresFault;
  }
  return undefined;
}

/** Whether the error is a violation of a unique constraint, or of the one named `constraint`. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const fault = faultOf(error);
  return fault?.code === "23505" && (constraint === undefined || fault.constraint_name === constraint);
}

/**
 * Whether the error is a violation of a foreign key, or of the one named `constraint`: the referenced row does not
 * exist.
 */
export function isForeignKeyViolation(error: unknown, constraint?: string): boolean {
  const fault = faultOf(error);
  return fault?.code === "23503" && (constraint === undefined || fault.constraint_name === constraint);
}

/**
 * Whether Postgres rejected the statement, so that it had no effect. After a lost connection that is unknown: false.
 */
export const isRefused = (error: unknown): boolean => faultOf(error) !== undefined;
