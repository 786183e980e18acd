"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { isTyping } from "./is-typing.ts";
import { newSessionPath } from "./paths.ts";
import type { ShellOverlay } from "./shell-context.ts";

/** Shortcuts of every page. Letters are ignored while a field has the focus. */
export function useShortcuts(show: (name: ShellOverlay) => void) {
  const router = useRouter();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && !event.altKey && event.key.toLowerCase() === "k") {
        event.preventDefault();
        show("palette");
        return;
      }
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector('[role="dialog"], [role="alertdialog"]')) return;
      if (event.key === "?") show("keys");
      else if (event.key === "n") router.push(newSessionPath);
      else if (event.key === "/") show("palette");
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [router, show]);
}
