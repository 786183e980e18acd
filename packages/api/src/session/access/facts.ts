const MOST = 50_000;

export type Facts<F> = {
  /** Undefined when `read` finds none. What is remembered may be gone: check with a read that it still exists. */
  find(name: string, read: () => Promise<F | undefined>): Promise<F | undefined>;
  remember(name: string, facts: F): void;
  forget(name: string): void;
};

/** What never changes about something, and so is read once. Forgets the oldest when there are too many. */
export function rememberedFacts<F>(): Facts<F> {
  const known = new Map<string, F>();

  function remember(name: string, facts: F): void {
    const oldest = known.size >= MOST ? known.keys().next().value : undefined;
    if (oldest !== undefined) known.delete(oldest);
    known.set(name, facts);
  }

  return {
    remember,
    forget: (name) => void known.delete(name),
    async find(name, read) {
      const remembered = known.get(name);
      if (remembered) return remembered;
      const found = await read();
      if (found) remember(name, found);
      return found;
    },
  };
}
