"use client";
import { ProblemNote } from "../ui/problem-note.tsx";

export default function RootError({ error, reset }: { error: Error; reset: () => void }) {
  return (
    <main id="main" className="mx-auto max-w-prose p-6">
      <ProblemNote error={error} onRetry={reset} />
    </main>
  );
}
