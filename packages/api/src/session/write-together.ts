import { isRefused } from "@parley/db/errors";
import { type Asked, gather } from "./gather.ts";

/** Writes in one statement at the most. */
const MOST = 100;
/** So that each has as many writes as it can, and one commit. */
const AT_ONCE = 1;

export type Writes<T, R> = {
  /** What a write changes. Of two that change the same, one waits for the next statement. */
  subjectOf: (what: T) => string;
  /**
   * One statement for all, which waits for nobody's lock.
   * @returns a result for each, in their order; undefined where nothing was written.
   */
  many: (all: T[]) => Promise<(R | undefined)[]>;
  /** The same for one alone, with all the patience it takes: asked where `many` wrote nothing. */
  one: (what: T) => Promise<R>;
};

/**
 * Makes one statement, and one commit, of the writes that are asked for at about the same time. Each succeeds or fails by
 * itself: what the others' company makes fail is done again alone.
 */
export function writeTogether<T, R>({ subjectOf, many, one }: Writes<T, R>): (what: T) => Promise<R> {
  const alone = ({ what, resolve, reject }: Asked<T, R>) => void one(what).then(resolve, reject);

  return gather<T, R, (R | undefined)[]>({
    atOnce: AT_ONCE,
    run: many,
    /** The first of each subject; the others stay, in their order. */
    take(waiting) {
      const taken = new Map<string, Asked<T, R>>();
      const left: Asked<T, R>[] = [];
      for (const each of waiting) {
        const subject = subjectOf(each.what);
        if (taken.size === MOST || taken.has(subject)) left.push(each);
        else taken.set(subject, each);
      }
      return [[...taken.values()], left];
    },
    done(asked, results) {
      for (const [i, each] of asked.entries()) {
        const result = results[i];
        if (result === undefined) alone(each);
        else each.resolve(result);
      }
    },
    failed(asked, error) {
      const isOfOne = asked.length > 1 && isRefused(error);
      for (const each of asked) {
        if (isOfOne) alone(each);
        else each.reject(error);
      }
    },
  });
}
