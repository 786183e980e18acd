/* Where a list was when it was left, so that Back leads to the same rows and the same focus. */

type Place = { top: number; row: string | null };

const places = new Map<string, Place>();

/** Kept as long as the page's code: the rows that it points to live no longer. */
export const saveScrollPosition = (key: string, place: Place) => void places.set(key, place);
export const scrollPositionOf = (key: string): Place | undefined => places.get(key);
