"use client";
import { useEffect } from "react";
import { isTyping } from "../../shell/is-typing.ts";

const STEPS: Record<string, (at: number, count: number) => number> = {
  ArrowDown: (at) => at + 1,
  ArrowUp: (at) => at - 1,
  j: (at) => at + 1,
  k: (at) => at - 1,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** Arrows (or j and k), Home and End move through the rows. Enter is handled by the link. */
export function useRowKeys(ids: string[], focusRow: (index: number) => void) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
      if (isTyping(event.target) || document.querySelector('[role="dialog"], [role="menu"]')) return;
      const step = STEPS[event.key];
      const row = (event.target as Element | null)?.closest?.("[data-row]");
      // Outside of the rows only ArrowDown, j and k move into them; the other keys scroll the page.
      if (!step || ids.length === 0 || (!row && event.key.length > 1 && event.key !== "ArrowDown")) return;
      const at = row ? ids.indexOf(row.getAttribute("data-row") ?? "") : -1;
      focusRow(Math.min(Math.max(step(at, ids.length), 0), ids.length - 1));
      event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [ids, focusRow]);
}
