import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

type EmptyStateProps = { icon: LucideIcon; title: string; children?: ReactNode; action?: ReactNode };

/** In place of a list without items: what it will hold, an example, and one action. */
export function EmptyState({ icon: Icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-3 px-6 py-16 text-center">
      <Icon aria-hidden className="size-6 text-faint" strokeWidth={1.5} />
      <h2 className="text-base font-semibold">{title}</h2>
      <div className="text-soft">{children}</div>
      {action && <div className="mt-2">{action}</div>}
    </div>
  );
}
