import { cx } from "./cx.ts";
import { strings } from "./strings.ts";

/** A grey box of the content's final size, shown only when loading takes longer than 150 ms. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cx("animate-pulse rounded-md bg-hover", className)} />;
}

/** Wraps skeletons: shows them after the delay, and announces the loading once to a screen reader. */
export function Loading({ children, className }: { children: React.ReactNode; className?: string }) {
  return (
    <div role="status" className={cx("animate-late", className)}>
      <span className="sr-only">{strings.loading}</span>
      {children}
    </div>
  );
}
