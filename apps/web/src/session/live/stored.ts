/** Reads a JSON value that this browser keeps, or null. A private window may keep nothing: that is no error. */
export function readStored<T>(key: string): T | null {
  if (typeof window === "undefined") return null;
  try {
    const text = window.localStorage.getItem(key);
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}

/** Keeps a JSON value in this browser; null forgets it. */
export function writeStored(key: string, value: unknown): void {
  try {
    if (value === null) window.localStorage.removeItem(key);
    else window.localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Full or forbidden storage: the page goes on without the copy.
  }
}
