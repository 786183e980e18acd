"use client";
import { useEffect } from "react";
import { isTyping } from "../../shell/is-typing.ts";

type ListKeys = {
  ids: string[];
  /** brings the row with this index into view and focuses its link */
  focusRow: (index: number) => void;
  toggle: (id: string, range?: boolean) => void;
  clear: () => void;
};

/** j and k move through the list, x selects (with Shift everything since the last), Esc clears the selection. Enter is handled by the link. */
export function useListKeys({ ids, focusRow, toggle, clear }: ListKeys) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector('[role="dialog"], [role="alertdialog"]')) return;
      const row = (event.target as Element | null)?.closest?.("[data-session]");
      const at = row ? ids.indexOf(row.getAttribute("data-session") ?? "") : -1;
      const here = ids[at];
      if (event.key === "j") focusRow(Math.min(at + 1, ids.length - 1));
      else if (event.key === "k") focusRow(Math.max(at - 1, 0));
      else if (event.key.toLowerCase() === "x" && here) toggle(here, event.shiftKey);
      else if (event.key === "Escape") clear();
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [ids, focusRow, toggle, clear]);
}
