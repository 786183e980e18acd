let leaving = false;

/** While the page signs out, UNAUTHORIZED responses are expected and must not redirect. */
export function setLeaving(now: boolean): void {
  leaving = now;
}

export const isLeaving = (): boolean => leaving;
