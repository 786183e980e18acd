import type { InboxItem } from "../../api/types.ts";
import { strings } from "../strings.ts";

export type Group = { label: string; items: InboxItem[] };

const DAY_MS = 24 * 60 * 60 * 1000;
const month = new Intl.DateTimeFormat(undefined, { month: "long", year: "numeric" });

/** Groups sessions, newest first, into Pinned, Today, Yesterday, Previous 7 days, and months. */
export function byTime(items: InboxItem[], now: number): Group[] {
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  const groups = new Map<string, InboxItem[]>();
  const ordered = [...items.filter((item) => item.pinned), ...items.filter((item) => !item.pinned)];
  for (const item of ordered) {
    const label = item.pinned ? strings.pinned : labelOf(new Date(item.lastMessageAt), midnight);
    const group = groups.get(label);
    if (group) group.push(item);
    else groups.set(label, [item]);
  }
  return [...groups].map(([label, grouped]) => ({ label, items: grouped }));
}

function labelOf(at: Date, midnight: number): string {
  if (at.getTime() >= midnight) return strings.groups.today;
  if (at.getTime() >= midnight - DAY_MS) return strings.groups.yesterday;
  if (at.getTime() >= midnight - 7 * DAY_MS) return strings.groups.week;
  return month.format(at);
}
