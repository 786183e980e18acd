"use client";
import { useCallback, useMemo, useRef, useState } from "react";

/** The selected ones of the listed items. An item that leaves the list is no longer selected. */
export function useSelection(listed: { id: string }[]) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const anchor = useRef("");
  const ids = useMemo(() => listed.map(({ id }) => id), [listed]);
  const selected = useMemo(() => ids.filter((id) => chosen.has(id)), [ids, chosen]);
  /** @param range selects everything from the item that was toggled last to this one. */
  const toggle = useCallback(
    (id: string, range = false) => {
      const between = range ? idsBetween(ids, anchor.current, id) : [];
      anchor.current = id;
      setChosen((now) => {
        if (between.length > 0) return new Set([...now, ...between]);
        const next = new Set(now);
        if (!next.delete(id)) next.add(id);
        return next;
      });
    },
    [ids],
  );
  const selectAll = useCallback(() => setChosen(new Set(ids)), [ids]);
  const clear = useCallback(() => setChosen(new Set()), []);
  return { selected, has: (id: string) => chosen.has(id), toggle, selectAll, clear };
}

/** The ids from one to the other, in either direction; none where one of them is not listed. */
export function idsBetween(ids: string[], from: string, to: string): string[] {
  const [a, b] = [ids.indexOf(from), ids.indexOf(to)];
  return a < 0 || b < 0 ? [] : ids.slice(Math.min(a, b), Math.max(a, b) + 1);
}
