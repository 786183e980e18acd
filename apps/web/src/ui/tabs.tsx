"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { cx } from "./cx.ts";

type TabsProps = { label: string; tabs: readonly (readonly [href: string, label: string])[] };

/** Links to sibling pages, the current one marked. */
export function Tabs({ label, tabs }: TabsProps) {
  const path = usePathname();
  return (
    <nav aria-label={label} className="flex shrink-0 gap-1 overflow-x-auto border-b border-line px-3 sm:px-5">
      {tabs.map(([href, name]) => (
        <Link
          key={href}
          href={href}
          aria-current={path === href ? "page" : undefined}
          className={cx(
            "border-b-2 px-2 py-2.5 whitespace-nowrap focus-visible:-outline-offset-2",
            path === href ? "border-accent font-medium" : "border-transparent text-soft hover:text-text",
          )}
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}
