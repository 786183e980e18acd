/** Puts a schema's rule into a form's errors, at the field that breaks it; the first one of a field stays. */
export function putIssue(errors: object, path: PropertyKey[], message: string): void {
  let at = errors as Record<PropertyKey, unknown>;
  for (const step of path.slice(0, -1)) {
    at[step] ??= {};
    at = at[step] as Record<PropertyKey, unknown>;
  }
  const last = path.at(-1);
  if (last !== undefined) at[last] ??= { type: "schema", message };
}
