"use client";
import { useEffect } from "react";
import { strings } from "./strings.ts";

/** The window's title, for pages that learn theirs from the API. */
export function useTitle(title: string | undefined) {
  useEffect(() => {
    if (title) document.title = `${title} · ${strings.product}`;
  }, [title]);
}
