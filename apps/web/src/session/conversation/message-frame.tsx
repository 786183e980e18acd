import type { ReactNode } from "react";
import { cx } from "../../ui/cx.ts";
import { Time } from "../../ui/time/time.tsx";

type MessageFrameProps = {
  /** of the message, for links to it */
  id?: string | undefined;
  mine: boolean;
  name: string;
  at?: string | undefined;
  className?: string | undefined;
  footer?: ReactNode;
  children: ReactNode;
};

/** A message's author and time, its content, and its actions. */
export function MessageFrame({ id, mine, name, at, className, footer, children }: MessageFrameProps) {
  return (
    <article data-message={id} className={cx("group flex flex-col py-2", className)}>
      <div
        data-edge={mine || undefined}
        className={cx("rounded-xl", mine && "bg-side px-4 py-3 dark:bg-raised")}
      >
        <header className="mb-1 flex items-baseline gap-2 text-sm">
          <h2 className="font-semibold">{name}</h2>
          {at && <Time at={at} className="text-xs text-faint" />}
        </header>
        {children}
      </div>
      <footer
        className={cx(
          "flex min-h-8 flex-wrap items-center gap-1",
          mine ? "justify-end" : "-ml-2",
          "opacity-0 transition-opacity duration-150 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100",
        )}
      >
        {footer}
      </footer>
    </article>
  );
}
