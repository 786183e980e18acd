"use client";
import { lazy, Suspense } from "react";

// Markdown and its highlighting are large: they come with the first reply, not with the page.
const Markdown = lazy(() => import("./markdown.tsx").then((module) => ({ default: module.Markdown })));

/** What an agent wrote. Plain until the Markdown code is there. */
export function MessageText({ markdown }: { markdown: string }) {
  return (
    <Suspense fallback={<div className="break-words whitespace-pre-wrap">{markdown}</div>}>
      <Markdown text={markdown} />
    </Suspense>
  );
}
