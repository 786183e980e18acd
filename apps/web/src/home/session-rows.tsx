"use client";
import type { ReactNode } from "react";
import type { InboxItem } from "../api/types.ts";
import { KindMark } from "../inbox/kind-mark.tsx";
import { titleOf } from "../inbox/title-of.ts";
import { kindOf } from "../kinds.tsx";
import { sessionPath } from "../shell/paths.ts";
import { RowLink } from "../ui/row-link.tsx";
import { Time } from "../ui/time/time.tsx";

type SessionRowsProps = {
  items: InboxItem[];
  /** before the time, in words */
  note?: (item: InboxItem) => ReactNode;
  action?: (item: InboxItem) => ReactNode;
};

/** A few sessions, one below the other. */
export function SessionRows({ items, note, action }: SessionRowsProps) {
  return (
    <ul className="flex flex-col divide-y divide-line border-y border-line">
      {items.map((item) => (
        <li key={item.id} className="relative flex items-center gap-3 px-2 py-2 hover:bg-hover">
          <KindMark kind={item.kind} />
          <div className="flex min-w-0 flex-1 flex-col">
            <RowLink href={sessionPath(item.id)}>{titleOf(item)}</RowLink>
            <p className="truncate text-xs text-soft">
              {note && <>{note(item)} · </>}
              {kindOf(item.kind).participants(item)} · <Time at={item.lastMessageAt} />
            </p>
          </div>
          {action?.(item)}
        </li>
      ))}
    </ul>
  );
}
