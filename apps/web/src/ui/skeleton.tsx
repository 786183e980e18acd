import { cx } from "./cx.ts";
import { strings } from "./strings.ts";

/** A grey place of the final size. Shown only when the wait is longer than 150 ms. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cx("animate-pulse rounded-md bg-hover", className)} />;
}

/** Wraps skeletons: appears late, and tells a screen reader once. */
export function Loading({ children, className }: { children: React.ReactNode; className?: string }) {
  return (
    <div role="status" className={cx("animate-late", className)}>
      <span className="sr-only">{strings.loading}</span>
      {children}
    </div>
  );
}
