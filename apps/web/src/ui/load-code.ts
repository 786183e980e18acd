const PAUSE_MIN_MS = 1_000;
const PAUSE_MAX_MS = 30_000;

/**
 * Loads a part of the app that is not in the page's first code. When the connection is lost it waits and tries again, so that a
 * page in use does not break over a part of it.
 * @param load the `import()`; it must load anew each time it is called.
 * @param attempts how often it is tried while the browser is online; after that it rejects. A version that was replaced on the
 *   server is gone for good, and only reloading the page helps.
 */
export async function loadCode<T>(load: () => Promise<T>, attempts = 3): Promise<T> {
  let pause = PAUSE_MIN_MS;
  for (let failed = 0; ; pause = Math.min(pause * 2, PAUSE_MAX_MS)) {
    try {
      return await load();
    } catch (error) {
      if (navigator.onLine) failed += 1;
      if (failed === attempts) throw error;
      await untilOnline(pause);
    }
  }
}

/** Waits for the time given, and while the browser is offline. */
function untilOnline(pauseMs: number): Promise<void> {
  return new Promise((resolve) => {
    if (navigator.onLine) setTimeout(resolve, pauseMs);
    else window.addEventListener("online", () => resolve(), { once: true });
  });
}
