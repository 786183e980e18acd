/** Begins the name of each form's draft in localStorage. */
export const DRAFT_PREFIX = "parley:form:";

/** Removes the drafts of all forms and accounts from the browser, for somebody who signs out of it. */
export function removeAllDrafts(): void {
  try {
    for (const key of Object.keys(window.localStorage))
      if (key.startsWith(DRAFT_PREFIX)) window.localStorage.removeItem(key);
  } catch {
    // Nothing is stored where access is refused.
  }
}
