"use client";
import { useCallback, useMemo, useState } from "react";

/** The selected ones of the listed items. An item that leaves the list is no longer selected. */
export function useSelection(listed: { id: string }[]) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const selected = useMemo(
    () => listed.filter(({ id }) => chosen.has(id)).map(({ id }) => id),
    [listed, chosen],
  );
  const toggle = useCallback((id: string) => {
    setChosen((now) => {
      const next = new Set(now);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  }, []);
  const clear = useCallback(() => setChosen(new Set()), []);
  return { selected, has: (id: string) => chosen.has(id), toggle, clear };
}
