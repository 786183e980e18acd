/** Reads a JSON value from localStorage, or null. A private window may refuse access, which is not an error. */
export function readStored<T>(key: string): T | null {
  if (typeof window === "undefined") return null;
  try {
    const text = window.localStorage.getItem(key);
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}

/** Writes a JSON value to localStorage; null removes it. */
export function writeStored(key: string, value: unknown): void {
  try {
    if (value === null) window.localStorage.removeItem(key);
    else window.localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Storage is full or refused: the page works without the copy.
  }
}
