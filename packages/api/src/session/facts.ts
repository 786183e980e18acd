const MOST = 50_000;

export type Facts<F> = {
  /** Undefined when there is no such session. Remembered: check with a read that it still exists. */
  find(id: string): Promise<F | undefined>;
  remember(id: string, facts: F): void;
  forget(id: string): void;
};

/** What never changes about a session, and so is read once. Forgets the oldest when there are too many. */
export function rememberedFacts<F>(read: (id: string) => Promise<F | undefined>): Facts<F> {
  const known = new Map<string, F>();

  function remember(id: string, facts: F): void {
    const oldest = known.size >= MOST ? known.keys().next().value : undefined;
    if (oldest !== undefined) known.delete(oldest);
    known.set(id, facts);
  }

  return {
    remember,
    forget: (id) => void known.delete(id),
    async find(id) {
      const remembered = known.get(id);
      if (remembered) return remembered;
      const found = await read(id);
      if (found) remember(id, found);
      return found;
    },
  };
}
