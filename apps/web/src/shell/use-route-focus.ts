"use client";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";

/** Moves the focus to the new page after a navigation, unless the page has focused something itself. */
export function useRouteFocus() {
  const main = useRef<HTMLElement>(null);
  const path = usePathname();
  const last = useRef(path);
  useEffect(() => {
    if (last.current === path) return;
    last.current = path;
    if (!main.current?.contains(document.activeElement)) main.current?.focus({ preventScroll: true });
  }, [path]);
  return main;
}
