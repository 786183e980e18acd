"use client";
import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { strings } from "./strings.ts";

type PageHeaderProps = {
  title: ReactNode;
  /** where a phone's button for going back leads, on a page without the phone's bar */
  back?: string;
  children?: ReactNode;
};

/** The top line of a page: the way back on a phone, the title, and the page's actions. */
export function PageHeader({ title, back, children }: PageHeaderProps) {
  return (
    <header className="flex min-h-13 shrink-0 items-center gap-2 border-b border-line px-3 py-2 sm:px-5">
      {back && (
        <Link
          href={back}
          aria-label={strings.back}
          className="-ml-1 inline-flex size-8 shrink-0 items-center justify-center rounded-md text-soft hover:bg-hover hover:text-text lg:hidden"
        >
          <ArrowLeft aria-hidden className="size-5" />
        </Link>
      )}
      <h1 className="min-w-0 flex-1 truncate text-sm font-semibold">{title}</h1>
      {children}
    </header>
  );
}
