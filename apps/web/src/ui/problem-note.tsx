"use client";
import { TriangleAlert } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { problemOf } from "../api/problem.ts";
import { strings as apiStrings } from "../api/strings.ts";
import { Button } from "./button.tsx";
import { cx } from "./cx.ts";
import { strings } from "./strings.ts";

type ProblemNoteProps = {
  error: unknown;
  onRetry?: (() => void) | undefined;
  action?: ReactNode;
  className?: string;
};

/** An error: what happened, the next step, and the request id behind a disclosure. */
export function ProblemNote({ error, onRetry, action, className }: ProblemNoteProps) {
  const problem = problemOf(error);
  const left = useSecondsLeft(error, problem.retryAfter);
  return (
    <div
      role="alert"
      className={cx("flex gap-3 rounded-lg border border-danger/40 bg-danger-soft p-3 text-text", className)}
    >
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        <p>
          <strong className="font-semibold">{problem.what}.</strong> {problem.next}{" "}
          {left !== null && (
            <span className="tabular">
              {left > 0 ? apiStrings.freesIn(seconds(left)) : apiStrings.freeNow}
            </span>
          )}
        </p>
        {(onRetry || action) && (
          <div className="flex flex-wrap gap-2">
            {onRetry && (
              <Button size="sm" onClick={onRetry} disabled={left !== null && left > 0}>
                {strings.tryAgain}
              </Button>
            )}
            {action}
          </div>
        )}
        {problem.requestId && (
          <details className="text-xs text-soft">
            <summary className="w-fit">{strings.details}</summary>
            <p className="mt-1 break-all">
              {strings.requestId}: <code className="font-mono select-all">{problem.requestId}</code> (
              {problem.reason})
            </p>
          </details>
        )}
      </div>
    </div>
  );
}

const unit = new Intl.NumberFormat(undefined, { style: "unit", unit: "second", unitDisplay: "long" });
const seconds = (count: number) => unit.format(count);

/** Seconds until a rate limit allows a retry, counted from the response; null where the error is no rate limit. */
function useSecondsLeft(error: unknown, retryAfter: number | null): number | null {
  const [left, setLeft] = useState(retryAfter);
  useEffect(() => {
    setLeft(retryAfter);
    if (retryAfter === null) return;
    const end = performance.now() + retryAfter * 1000;
    const timer = setInterval(() => {
      const rest = Math.max(0, Math.ceil((end - performance.now()) / 1000));
      setLeft(rest);
      if (rest === 0) clearInterval(timer);
    }, 500);
    return () => clearInterval(timer);
  }, [error, retryAfter]);
  return left;
}
