"use client";
import "./globals.css";
import { ProblemNote } from "../ui/problem-note.tsx";
import { strings } from "../ui/strings.ts";

/** The last resort, when not even the frame of the pages could be drawn. */
export default function GlobalError({ error }: { error: Error }) {
  return (
    <html lang="en">
      <body className="bg-bg p-6 text-text">
        <title>{strings.product}</title>
        <main>
          <ProblemNote error={error} onRetry={() => window.location.reload()} />
        </main>
      </body>
    </html>
  );
}
