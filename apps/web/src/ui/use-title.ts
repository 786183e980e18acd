"use client";
import { useEffect } from "react";
import { strings } from "./strings.ts";

/** Sets the document's title, for pages whose title is loaded from the API. */
export function useTitle(title: string | undefined) {
  useEffect(() => {
    if (title) document.title = `${title} · ${strings.product}`;
  }, [title]);
}
