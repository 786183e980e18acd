/** Adds a schema's issue to a form's errors, at its field's path. A field keeps its first issue. */
export function putIssue(errors: object, path: PropertyKey[], message: string): void {
  let at = errors as Record<PropertyKey, unknown>;
  for (const step of path.slice(0, -1)) {
    at[step] ??= {};
    at = at[step] as Record<PropertyKey, unknown>;
  }
  const last = path.at(-1);
  if (last !== undefined) at[last] ??= { type: "schema", message };
}
