/* The scroll position and the focused row of a list, so that Back restores both. */

type ScrollPosition = { top: number; row: string | null };

/** In memory only: after a reload, the rows that a position refers to are not loaded. */
const positions = new Map<string, ScrollPosition>();

export const saveScrollPosition = (key: string, position: ScrollPosition) =>
  void positions.set(key, position);
export const scrollPositionOf = (key: string): ScrollPosition | undefined => positions.get(key);
