const MAX_ENTRIES = 50_000;

export type FactsCache<F> = {
  /** Reads and caches on a miss; undefined when `read` finds nothing. The subject of a cached entry may be deleted. */
  find(key: string, read: () => Promise<F | undefined>): Promise<F | undefined>;
  set(key: string, facts: F): void;
  delete(key: string): void;
};

/** Caches what never changes about something. Evicts the oldest entry when full. */
export function createFactsCache<F>(): FactsCache<F> {
  const entries = new Map<string, F>();

  function set(key: string, facts: F): void {
    const oldest = entries.size >= MAX_ENTRIES ? entries.keys().next().value : undefined;
    if (oldest !== undefined) entries.delete(oldest);
    entries.set(key, facts);
  }

  return {
    set,
    delete: (key) => void entries.delete(key),
    async find(key, read) {
      const cached = entries.get(key);
      if (cached) return cached;
      const found = await read();
      if (found) set(key, found);
      return found;
    },
  };
}
