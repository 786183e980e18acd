"use client";
import { problemOf } from "../../api/problem.ts";
import { strings } from "./strings.ts";

type RouteErrorProps = { error: Error & { digest?: string }; reset: () => void };

/**
 * Replaces a page that failed to render; the shell around it goes on working. It is part of every page's code, so it
 * imports nothing large, and nothing that may have failed.
 */
export function RouteError({ error, reset }: RouteErrorProps) {
  const { what, next } = problemOf(error);
  return (
    <div role="alert" className="mx-auto flex w-full max-w-prose flex-col items-start gap-3 px-6 py-12">
      <h1 className="text-lg font-semibold">{what}</h1>
      <p className="text-soft">{next}</p>
      <button
        type="button"
        onClick={reset}
        className="min-h-9 rounded-md border border-line-strong bg-raised px-3 font-medium hover:bg-hover"
      >
        {strings.tryAgain}
      </button>
      {error.digest && (
        <details className="text-xs text-soft">
          <summary>{strings.details}</summary>
          <code className="font-mono select-all">{error.digest}</code>
        </details>
      )}
    </div>
  );
}
