"use client";
import { Menu } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "../ui/button.tsx";
import { useShellOverlay } from "./shell-context.ts";
import { strings } from "./strings.ts";

/** The top line of a page: the button for the sidebar on a phone, the title, and the page's actions. */
export function PageHeader({ title, children }: { title: ReactNode; children?: ReactNode }) {
  const show = useShellOverlay();
  return (
    <header className="flex min-h-13 shrink-0 items-center gap-2 border-b border-line px-3 py-2 sm:px-5">
      <IconButton
        label={strings.openNavigation}
        className="-ml-1 lg:hidden"
        onClick={() => show("navigation")}
      >
        <Menu aria-hidden className="size-5" />
      </IconButton>
      <h1 className="min-w-0 flex-1 truncate text-sm font-semibold">{title}</h1>
      {children}
    </header>
  );
}
