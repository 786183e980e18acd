import { afterTwoTurns } from "./queue.ts";

/**
 * Coalesces equal reads that are requested at about the same time into one. The read starts after the last of them
 * arrived, so every caller sees what was committed before its call. Callers share the result and must not mutate it.
 * @param keyOf equal for two inputs that may share a read; the newest input is the one that is read.
 */
export function coalesce<I, V>(keyOf: (input: I) => string, read: (input: I) => Promise<V>): typeof read {
  const scheduled = new Map<string, { newest: I; result: Promise<V> }>();
  return (input) => {
    const key = keyOf(input);
    const known = scheduled.get(key);
    if (known) {
      known.newest = input;
      return known.result;
    }
    const result = new Promise<void>(afterTwoTurns).then(() => {
      const { newest } = scheduled.get(key) ?? { newest: input };
      scheduled.delete(key);
      return read(newest);
    });
    scheduled.set(key, { newest: input, result });
    return result;
  };
}
