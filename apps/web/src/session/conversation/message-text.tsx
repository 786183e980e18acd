"use client";
import { lazy, Suspense } from "react";
import { loadCode } from "../../ui/load-code.ts";

// Markdown and its syntax highlighting are large, so they are loaded with the first reply, not with the page.
const Markdown = lazy(() =>
  loadCode(() => import("./markdown.tsx").then((module) => ({ default: module.Markdown })), Infinity),
);

/** Markdown of a reply; plain text until the renderer is loaded. */
export function MessageText({ markdown }: { markdown: string }) {
  return (
    <Suspense fallback={<div className="break-words whitespace-pre-wrap">{markdown}</div>}>
      <Markdown text={markdown} />
    </Suspense>
  );
}
