import { isRefused } from "@parley/db/errors";
import { soon } from "./together.ts";

/** Writes in one statement at the most. */
const MOST = 100;
/** Statements at a time: while they are under way, the next one fills. */
const AT_ONCE = 4;

type Asked<T, R> = { what: T; resolve: (result: R) => void; reject: (error: unknown) => void };

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
  let waiting: Asked<T, R>[] = [];
  let underWay = 0;
  let isPlanned = false;

  const alone = ({ what, resolve, reject }: Asked<T, R>) => one(what).then(resolve, reject);

  async function send(asked: Asked<T, R>[]): Promise<void> {
    try {
      const results = await many(asked.map(({ what }) => what));
      for (const [i, each] of asked.entries()) {
        const result = results[i];
        if (result === undefined) void alone(each);
        else each.resolve(result);
      }
    } catch (error) {
      const isOfOne = asked.length > 1 && isRefused(error);
      for (const each of asked) {
        if (isOfOne) void alone(each);
        else each.reject(error);
      }
    }
  }

  /** The first of each subject; the others stay, in their order. */
  function take(): Asked<T, R>[] {
    const taken = new Map<string, Asked<T, R>>();
    const left: Asked<T, R>[] = [];
    for (const each of waiting) {
      const subject = subjectOf(each.what);
      if (taken.size === MOST || taken.has(subject)) left.push(each);
      else taken.set(subject, each);
    }
    waiting = left;
    return [...taken.values()];
  }

  function sendNext() {
    isPlanned = false;
    while (underWay < AT_ONCE && waiting.length > 0) {
      underWay += 1;
      void send(take()).finally(() => {
        underWay -= 1;
        plan();
      });
    }
  }

  function plan() {
    if (isPlanned || underWay === AT_ONCE || waiting.length === 0) return;
    isPlanned = true;
    soon(sendNext);
  }

  return (what) =>
    new Promise((resolve, reject) => {
      waiting.push({ what, resolve, reject });
      plan();
    });
}
