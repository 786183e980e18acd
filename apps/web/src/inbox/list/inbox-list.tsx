"use client";
import { useCallback, useEffect, useMemo, useRef } from "react";
import type { InboxItem } from "../../api/types.ts";
import { ListEnd, type More } from "../../ui/list-end.tsx";
import { strings } from "../strings.ts";
import type { useInboxActions } from "../use-inbox-actions.ts";
import { byTime } from "./by-time.ts";
import { InboxRow } from "./inbox-row.tsx";
import { HEADING_PX, ROW_PX, rowsOf } from "./list-rows.ts";
import { useListKeys } from "./use-list-keys.ts";
import type { useSelection } from "./use-selection.ts";
import { useVirtualRows } from "./use-virtual-rows.ts";

type InboxListProps = {
  items: InboxItem[];
  now: number;
  more: More;
  selection: ReturnType<typeof useSelection>;
  actions: ReturnType<typeof useInboxActions>;
};

/** The sessions by time. Only rows in view are in the DOM, so that its cost does not grow with their number. */
export function InboxList({ items, now, more, selection, actions }: InboxListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => rowsOf(byTime(items, now)), [items, now]);
  const ids = useMemo(() => rows.flatMap((row) => row.item?.id ?? []), [rows]);
  const heights = useMemo(() => rows.map((row) => (row.item ? ROW_PX : HEADING_PX)), [rows]);
  const { first, last, offsets, height, goTo } = useVirtualRows(scroller, heights);
  const { has, loading, load } = more;
  useEffect(() => {
    if (has && !loading && last >= rows.length - 10) load();
  }, [has, loading, load, last, rows.length]);

  const focusRow = useCallback(
    (index: number) => {
      const id = ids[index];
      goTo(rows.findIndex((row) => row.item?.id === id));
      const find = () =>
        scroller.current?.querySelector<HTMLElement>(`[data-session="${CSS.escape(id ?? "")}"] a`);
      const link = find();
      // A row that was out of view is rendered after the scroll.
      if (link) link.focus();
      else requestAnimationFrame(() => find()?.focus());
    },
    [ids, rows, goTo],
  );
  useListKeys({ ids, focusRow, toggle: selection.toggle, clear: selection.clear });

  return (
    <div
      ref={scroller}
      className="min-h-0 flex-1 overflow-y-auto px-1 pb-24 sm:px-3 short:min-h-64 short:flex-none"
    >
      <ul className="relative mx-auto max-w-5xl" style={{ height }}>
        {rows.slice(first, last + 1).map((row, index) => {
          const start = offsets[first + index] ?? 0;
          const style = { transform: `translateY(${start}px)`, height: row.item ? ROW_PX : HEADING_PX };
          return (
            <li key={row.key} className="absolute inset-x-0 top-0" style={style}>
              {row.item ? (
                <InboxRow
                  item={row.item}
                  selected={selection.has(row.item.id)}
                  onToggle={(range) => row.item && selection.toggle(row.item.id, range)}
                  actions={actions}
                />
              ) : (
                <h2 className="flex h-full items-end px-2 pb-2 text-xs font-medium text-faint">
                  {row.label}
                </h2>
              )}
            </li>
          );
        })}
      </ul>
      <ListEnd more={more} words={strings} end={strings.end(items.length)} />
    </div>
  );
}
