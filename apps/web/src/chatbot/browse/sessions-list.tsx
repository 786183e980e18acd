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

/** Where all columns of the table fit, 60 rem, beside the sidebar that is shown from 64 rem on; other screens show cards. */
const WIDE = "(60rem <= width < 64rem), (width >= 78rem)";

type SessionsListProps = {
  items: BrowsedSession[];
  filters: SessionFilters;
  more: More;
  /** called with the index of the first row in view */
  onView: (row: number) => void;
};

/** The virtualized list of sessions: only rows in view are in the DOM. */
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

/** The frames to wait for a row that is rendered after the scroll. */
const FRAMES_MAX = 20;

/** Scrolls to a row and focuses its link. */
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
      focus(FRAMES_MAX);
    },
    [scroller, ids, goTo],
  );
}

/** Saves the scroll position and the focused row, and restores them when the page is mounted again. */
function useRestoreScroll(scroller: Scroller, key: string, ids: string[], focusRow: (index: number) => void) {
  const restored = useRef(false);
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box || restored.current) return;
    restored.current = true;
    const position = scrollPositionOf(key);
    if (!position) return;
    box.scrollTop = position.top;
    const row = position.row === null ? -1 : ids.indexOf(position.row);
    if (row >= 0) requestAnimationFrame(() => focusRow(row));
  }, [scroller, key, ids, focusRow]);
  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const save = () => {
      const row = document.activeElement?.closest("[data-row]")?.getAttribute("data-row") ?? null;
      saveScrollPosition(key, { top: box.scrollTop, row });
    };
    box.addEventListener("scroll", save, { passive: true });
    box.addEventListener("focusin", save);
    return () => {
      box.removeEventListener("scroll", save);
      box.removeEventListener("focusin", save);
    };
  }, [scroller, key]);
}
