"use client";
import { Inbox, Plus, Search, Settings } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { SidebarInbox } from "../inbox/sidebar-inbox.tsx";
import { kinds } from "../kinds.tsx";
import type { NavigationItem } from "../session/kind.ts";
import { buttonClass } from "../ui/button.tsx";
import { cx } from "../ui/cx.ts";
import { earlyInput, useReplay } from "../ui/early-input.ts";
import { Kbd } from "../ui/kbd.tsx";
import { inboxPath, newSessionPath, profilePath } from "./paths.ts";
import { useShellOverlay } from "./shell-context.ts";
import { strings } from "./strings.ts";

/** New session, search, the latest sessions by time, and links to the pages. */
export function Sidebar({ inSheet }: { inSheet?: boolean }) {
  const show = useShellOverlay();
  return (
    <aside aria-label={strings.sidebar} className="flex h-full flex-col pt-[env(safe-area-inset-top)]">
      <div className="flex flex-col gap-1 p-3">
        <Link href={newSessionPath} className={buttonClass("primary", "md", inSheet ? "mr-9" : "")}>
          <Plus aria-hidden className="size-4" />
          {strings.newSession}
        </Link>
        <button
          type="button"
          {...earlyInput.press}
          ref={useReplay()}
          onClick={() => show("palette")}
          className="flex min-h-9 items-center gap-2 rounded-md px-2 text-soft hover:bg-hover hover:text-text"
        >
          <Search aria-hidden className="size-4" />
          {strings.search}
          <span aria-hidden className="ml-auto hidden gap-1 lg:flex">
            <Kbd>Ctrl</Kbd>
            <Kbd>K</Kbd>
          </span>
        </button>
      </div>
      <SidebarInbox />
      <nav aria-label={strings.navigation} className="flex flex-col border-t border-line p-3">
        <NavigationLink href={inboxPath} icon={Inbox} exact>
          {strings.allSessions}
        </NavigationLink>
        {kinds
          .flatMap(({ navigation }) => navigation)
          .map(({ label, ...item }) => (
            <NavigationLink key={label} {...item}>
              {label}
            </NavigationLink>
          ))}
        <NavigationLink href={profilePath} icon={Settings}>
          {strings.settings}
        </NavigationLink>
      </nav>
    </aside>
  );
}

type NavigationLinkProps = Omit<NavigationItem, "label"> & {
  /** whether only this path itself, and no path below it, is the current one */
  exact?: boolean;
  children: string;
};

function NavigationLink({ href, icon: Icon, exact, also = [], children }: NavigationLinkProps) {
  const path = usePathname();
  const here = exact ? path === href : [href, ...also].some((prefix) => path.startsWith(prefix));
  return (
    <Link
      href={href}
      aria-current={here ? "page" : undefined}
      className={cx(
        "flex min-h-9 items-center gap-2 rounded-md px-2 hover:bg-hover hover:text-text",
        here ? "bg-hover font-medium text-text" : "text-soft",
      )}
    >
      <Icon aria-hidden className="size-4" />
      {children}
    </Link>
  );
}
