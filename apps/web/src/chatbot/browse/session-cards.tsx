"use client";
import { Time } from "../../ui/time/time.tsx";
import { RowMenu } from "./row-menu.tsx";
import { LastMessage, Marks, messagesOf, Rating, RowLink, Status } from "./row-parts.tsx";
import type { RowsProps } from "./sessions-table.tsx";
import { strings } from "./strings.ts";

export const CARD_PX = 116;

/** The rows in view as cards, for narrow screens. */
export function SessionCards({ rows, first, total, above, below, filters }: RowsProps) {
  return (
    <ul aria-label={strings.tableLabel} style={{ paddingTop: above, paddingBottom: below }}>
      {rows.map((row, index) => (
        <li
          key={row.id}
          data-row={row.id}
          aria-posinset={first + index + 1}
          aria-setsize={total}
          className="relative flex gap-2 overflow-hidden border-b border-line px-3 py-2"
          style={{ height: CARD_PX }}
        >
          <div className="flex min-w-0 flex-1 flex-col gap-1">
            <RowLink row={row} />
            <LastMessage row={row} />
            <p className="truncate text-xs text-soft">
              {row.client.name} · {row.chatbot.name}
            </p>
            <p className="flex min-w-0 items-center gap-2 overflow-hidden text-xs whitespace-nowrap text-soft">
              <Status row={row} />
              <Time at={row.startTime} />
              <span className="tabular">{strings.inAll(messagesOf(row))}</span>
              <Rating rating={row.rating} />
            </p>
            <p className="flex gap-2 overflow-hidden">
              <Marks row={row} />
            </p>
          </div>
          <RowMenu row={row} filters={filters} />
        </li>
      ))}
    </ul>
  );
}
