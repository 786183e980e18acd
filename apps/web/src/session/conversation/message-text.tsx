"use client";
import { lazy, Suspense } from "react";

// Markdown and its syntax highlighting are large, so they are loaded with the first reply, not with the page.
const Markdown = lazy(() => import("./markdown.tsx").then((module) => ({ default: module.Markdown })));

/** Markdown of a reply; plain text until the renderer is loaded. */
export function MessageText({ markdown }: { markdown: string }) {
  return (
    <Suspense fallback={<div className="break-words whitespace-pre-wrap">{markdown}</div>}>
      <Markdown text={markdown} />
    </Suspense>
  );
}
