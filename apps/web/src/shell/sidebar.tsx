"use client";
import { Bot, Inbox, type LucideIcon, MessagesSquare, Plus, Search, Settings } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { SidebarInbox } from "../inbox/sidebar-inbox.tsx";
import { buttonClass } from "../ui/button.tsx";
import { cx } from "../ui/cx.ts";
import { asleep, useWake } from "../ui/early.ts";
import { Kbd } from "../ui/kbd.tsx";
import { agentsPath, chatbotsPath, clientsPath, inboxPath, newSessionPath, profilePath } from "./paths.ts";
import { useShellOverlay } from "./shell-context.ts";
import { strings } from "./strings.ts";

/** New, search, the latest sessions by time, the places, and the settings at the foot. */
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
          {...asleep.press}
          ref={useWake()}
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
        <Place href={inboxPath} icon={Inbox} exact>
          {strings.allSessions}
        </Place>
        <Place href={agentsPath} icon={Bot}>
          {strings.agents}
        </Place>
        <Place href={chatbotsPath} icon={MessagesSquare} also={clientsPath}>
          {strings.chatbots}
        </Place>
        <Place href={profilePath} icon={Settings}>
          {strings.settings}
        </Place>
      </nav>
    </aside>
  );
}

type PlaceProps = {
  href: string;
  icon: LucideIcon;
  exact?: boolean;
  /** where else one is in this place */
  also?: string;
  children: string;
};

function Place({ href, icon: Icon, exact, also, children }: PlaceProps) {
  const path = usePathname();
  const here = exact ? path === href : path.startsWith(href) || (also !== undefined && path.startsWith(also));
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
