"use client";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef } from "react";
import { useVirtualRows } from "../../inbox/list/use-virtual-rows.ts";
import { ListEnd, type More } from "../../ui/list-end.tsx";
import { useMedia } from "../../ui/use-media.ts";
import { saveScrollPosition, scrollPositionOf } from "./scroll-position.ts";
import { CARD_PX, SessionCards } from "./session-cards.tsx";
import { SessionsTable, TABLE_ROW_PX } from "./sessions-table.tsx";
import { strings } from "./strings.ts";
import type { BrowsedSession } from "./use-browse.ts";
import { useRowKeys } from "./use-row-keys.ts";
import type { SessionFilters } from "./use-session-filters.ts";

/** From here on there is room for a table with columns. */
const WIDE = "(width >= 48rem)";

type SessionsListProps = {
  items: BrowsedSession[];
  filters: SessionFilters;
  more: More;
  /** told which row is the first in view */
  onView: (row: number) => void;
};

/** All the sessions, of which only those in view are on the page: 100,000 are as quick as ten. */
export function SessionsList({ items, filters, more, onView }: SessionsListProps) {
  const scroller = useRef<HTMLElement>(null);
  const wide = useMedia(WIDE, true);
  const rowHeight = wide ? TABLE_ROW_PX : CARD_PX;
  const heights = useMemo(() => items.map(() => rowHeight), [items, rowHeight]);
  const { first, last, offsets, height, goTo } = useVirtualRows(scroller, heights);
  const ids = useMemo(() => items.map(({ id }) => id), [items]);
  const { has, loading, load } = more;
  useEffect(() => {
    if (has && !loading && last >= items.length - 20) load();
  }, [has, loading, load, last, items.length]);
  useEffect(() => onView(first), [onView, first]);
  const focusRow = useFocusRow(scroller, ids, goTo);
  useRowKeys(ids, focusRow);
  useRestoreScroll(scroller, filters.key, ids, focusRow);

  const Rows = wide ? SessionsTable : SessionCards;
  return (
    <section
      ref={scroller}
      aria-label={strings.tableLabel}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="min-h-0 flex-1 overflow-auto scroll-pt-10 focus-visible:-outline-offset-2 md:px-2"
    >
      <Rows
        rows={items.slice(first, last + 1)}
        first={first}
        total={has ? -1 : items.length}
        above={offsets[first] ?? 0}
        below={height - (offsets[last + 1] ?? height)}
        filters={filters}
      />
      <ListEnd more={more} words={strings} end={strings.end(items.length)} className="sticky left-0" />
    </section>
  );
}

type Scroller = React.RefObject<HTMLElement | null>;

/** Frames within which a row that was out of view is drawn after the scroll. */
const FRAMES = 20;

/** Brings a row into view and focuses its link. */
function useFocusRow(scroller: Scroller, ids: string[], goTo: (row: number) => void) {
  return useCallback(
    (index: number) => {
      const focus = (frames: number) => {
        const link = scroller.current?.querySelector<HTMLElement>(
          `[data-row="${CSS.escape(ids[index] ?? "")}"] [data-row-link]`,
        );
        if (link) link.focus({ preventScroll: true });
        else if (frames > 0) requestAnimationFrame(() => focus(frames - 1));
      };
      goTo(index);
      focus(FRAMES);
    },
    [scroller, ids, goTo],
  );
}

/** Keeps where the list was when a session was opened from it, and leads there when it is come back to. */
function useRestoreScroll(scroller: Scroller, key: string, ids: string[], focusRow: (index: number) => void) {
  const returned = useRef(false);
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box || returned.current) return;
    returned.current = true;
    const place = scrollPositionOf(key);
    if (!place) return;
    box.scrollTop = place.top;
    const row = place.row === null ? -1 : ids.indexOf(place.row);
    if (row >= 0) requestAnimationFrame(() => focusRow(row));
  }, [scroller, key, ids, focusRow]);
  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const keep = () => {
      const row = document.activeElement?.closest("[data-row]")?.getAttribute("data-row") ?? null;
      saveScrollPosition(key, { top: box.scrollTop, row });
    };
    box.addEventListener("scroll", keep, { passive: true });
    box.addEventListener("focusin", keep);
    return () => {
      box.removeEventListener("scroll", keep);
      box.removeEventListener("focusin", keep);
    };
  }, [scroller, key]);
}
