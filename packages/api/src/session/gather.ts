/** Somebody who waits for a statement. */
export type Asked<T, R> = { what: T; resolve: (result: R) => void; reject: (error: unknown) => void };

export type Statements<T, R, S> = {
  /** Statements at a time, if none takes long: while they are under way, the next one fills. */
  atOnce: number;
  /** Which of those who wait the next statement is for, and who waits on. */
  take: (waiting: Asked<T, R>[]) => [taken: Asked<T, R>[], left: Asked<T, R>[]];
  run: (all: T[]) => Promise<S>;
  done: (asked: Asked<T, R>[], results: S) => void;
  failed: (asked: Asked<T, R>[], error: unknown) => void;
};

/** After this time a statement is counted as under way no more: it may wait for somebody, and holds up nobody else. */
const LONG_MS = 50;

/**
 * Calls back when what has arrived by now is looked at. A request comes in pieces and its credential and limits are asked
 * first: in one turn of the event loop few get so far, in two most do, and an idle server's turns take no time.
 */
export const soon = (callback: () => void): void => {
  setImmediate(() => setImmediate(callback));
};

/** Makes one statement of what is asked for at about the same time. An idle server waits for nothing. */
export function gather<T, R, S>(statements: Statements<T, R, S>): (what: T) => Promise<R> {
  const { atOnce, take, run, done, failed } = statements;
  let waiting: Asked<T, R>[] = [];
  let underWay = 0;
  let isPlanned = false;

  async function send(asked: Asked<T, R>[]): Promise<void> {
    const pass = passOn();
    let results: S;
    try {
      results = await run(asked.map(({ what }) => what));
    } catch (error) {
      pass();
      failed(asked, error);
      return;
    }
    // Before anybody is told: Postgres works for those who wait while this process tells the others.
    pass();
    done(asked, results);
  }

  /** @returns what lets the next statement go, the first time that it is called; time does so, too. */
  function passOn(): () => void {
    let isOver = false;
    const pass = () => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      underWay -= 1;
      sendNext();
    };
    const timer = setTimeout(pass, LONG_MS);
    return pass;
  }

  function sendNext() {
    isPlanned = false;
    while (underWay < atOnce && waiting.length > 0) {
      const [taken, left] = take(waiting);
      waiting = left;
      underWay += 1;
      void send(taken);
    }
  }

  return (what) =>
    new Promise((resolve, reject) => {
      waiting.push({ what, resolve, reject });
      if (isPlanned || underWay === atOnce) return;
      isPlanned = true;
      soon(sendNext);
    });
}
