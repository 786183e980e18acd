import type { ReactNode } from "react";

type ClosedBarProps = { title: string; text: ReactNode; problem?: ReactNode; children?: ReactNode };

/** In place of the composer in a session to which no message can be added: the reason, and what to do next. */
export function ClosedBar({ title, text, problem, children }: ClosedBarProps) {
  return (
    <div className="mx-auto w-full max-w-prose px-3 text-base pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:px-6">
      {problem}
      <section
        aria-label={title}
        className="flex flex-wrap items-center justify-between gap-3 rounded-xl border border-line bg-side p-4 text-sm"
      >
        <div>
          <p className="font-semibold">{title}</p>
          <p className="text-soft">{text}</p>
        </div>
        {children}
      </section>
    </div>
  );
}
