let leaving = false;

/** Says whether this page is about to sign out: what is refused from then on is no news to anybody. */
export function setLeaving(now: boolean): void {
  leaving = now;
}

export const isLeaving = (): boolean => leaving;
