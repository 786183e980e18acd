import type { InboxItem } from "../../api/types.ts";
import type { Group } from "./by-time.ts";

export type Row = { key: string; label: string; item: null } | { key: string; label: null; item: InboxItem };

export const HEADING_PX = 40;
export const ROW_PX = 66;

/** Flattens groups into one list of headings and sessions, each of a known height. */
export function rowsOf(groups: Group[]): Row[] {
  return groups.flatMap((group): Row[] => [
    { key: `label ${group.label}`, label: group.label, item: null },
    ...group.items.map((item): Row => ({ key: item.id, label: null, item })),
  ]);
}
