"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { PageHeader } from "../shell/page-header.tsx";
import { devicesPath, keysPath, profilePath } from "../shell/paths.ts";
import { cx } from "../ui/cx.ts";
import { PageBody } from "../ui/page-body.tsx";
import { strings } from "./strings.ts";

const { settings } = strings;
const tabs = [
  [profilePath, settings.profile],
  [keysPath, settings.keys],
  [devicesPath, settings.devices],
] as const;

/** The settings' pages beside each other. */
export function SettingsFrame({ children }: { children: ReactNode }) {
  const path = usePathname();
  return (
    <>
      <PageHeader title={settings.title} />
      <nav
        aria-label={settings.title}
        className="flex shrink-0 gap-1 overflow-x-auto border-b border-line px-3 sm:px-5"
      >
        {tabs.map(([href, label]) => (
          <Link
            key={href}
            href={href}
            aria-current={path === href ? "page" : undefined}
            className={cx(
              "border-b-2 px-2 py-2.5 whitespace-nowrap focus-visible:-outline-offset-2",
              path === href ? "border-accent font-medium" : "border-transparent text-soft hover:text-text",
            )}
          >
            {label}
          </Link>
        ))}
      </nav>
      <PageBody>{children}</PageBody>
    </>
  );
}
