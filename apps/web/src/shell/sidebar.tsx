"use client";
import { Code, House, Inbox, MessagesSquare, Plus, Search, Settings } from "lucide-react";
import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import type { ComponentProps, ReactNode } from "react";
import { SidebarSessions } from "../inbox/sidebar-sessions.tsx";
import { useNeeds } from "../inbox/use-needs.ts";
import { kinds } from "../kinds.tsx";
import type { NavigationItem } from "../session/kind.ts";
import { buttonClass } from "../ui/button.tsx";
import { cx } from "../ui/cx.ts";
import { earlyInput, useReplay } from "../ui/early-input.ts";
import { Kbd } from "../ui/kbd.tsx";
import { AccountLink } from "./account-link.tsx";
import { homePath, inboxPath, keysPath, newSessionPath, profilePath, sessionsPath } from "./paths.ts";
import { useShellOverlay } from "./shell-context.ts";
import { strings } from "./strings.ts";

const SECTIONS = [
  ["build", strings.build],
  ["people", strings.people],
] as const;

const items = kinds.flatMap(({ navigation }) => navigation);

/** The way to every page: what needs the person, what happened, what they build, whom they talk with. */
export function Sidebar({ inSheet }: { inSheet?: boolean }) {
  const show = useShellOverlay();
  const needs = useNeeds();
  return (
    <aside aria-label={strings.sidebar} className="flex h-full flex-col pt-[env(safe-area-inset-top)]">
      <div className="flex flex-col gap-1 p-3">
        <AccountLink className={inSheet ? "mr-9" : ""} />
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
        <Link href={newSessionPath} className={buttonClass("primary", "md")}>
          <Plus aria-hidden className="size-4" />
          {strings.newSession}
        </Link>
      </div>
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto px-3 pb-3">
        <nav aria-label={strings.navigation} className="flex flex-col gap-4">
          <div className="flex flex-col">
            <NavigationLink href={homePath} icon={House}>
              {strings.home}
            </NavigationLink>
            <NavigationLink href={inboxPath} icon={Inbox} exact>
              {strings.inbox}
              {needs.count > 0 && <Count label={needs.label}>{needs.text}</Count>}
            </NavigationLink>
            <NavigationLink href={sessionsPath} icon={MessagesSquare} exact>
              {strings.sessions}
            </NavigationLink>
            {kinds.map(({ label, sessions }) => (
              <NavigationLink key={label} href={sessions.href} exact className="pl-8 text-sm">
                {sessions.label}
              </NavigationLink>
            ))}
          </div>
          {SECTIONS.map(([section, label]) => (
            <Section key={section} label={label}>
              {items.map((item) => item.section === section && <KindPage key={item.href} item={item} />)}
            </Section>
          ))}
          <div className="flex flex-col">
            {items.map((item) => item.section === "overview" && <KindPage key={item.href} item={item} />)}
            <NavigationLink href={keysPath} icon={Code}>
              {strings.developers}
            </NavigationLink>
            <NavigationLink href={profilePath} icon={Settings} exact>
              {strings.settings}
            </NavigationLink>
          </div>
        </nav>
        <SidebarSessions />
      </div>
    </aside>
  );
}

function Section({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section className="flex flex-col">
      <h2 className="px-2 py-1 text-xs font-medium text-faint">{label}</h2>
      {children}
    </section>
  );
}

const KindPage = ({ item: { label, href, icon } }: { item: NavigationItem }) => (
  // A kind may have pages below another one's path: the chatbots' sessions are below the chatbots.
  <NavigationLink href={href} icon={icon} exact={items.some((other) => other.href.startsWith(`${href}/`))}>
    {label}
  </NavigationLink>
);

function Count({ label, children }: { label: string; children: ReactNode }) {
  return (
    <span className="tabular ml-auto rounded-full bg-accent-soft px-1.5 text-xs font-medium text-text">
      <span aria-hidden>{children}</span>
      <span className="sr-only">{label}</span>
    </span>
  );
}

type NavigationLinkProps = Omit<ComponentProps<typeof Link>, "href"> & {
  href: string;
  icon?: NavigationItem["icon"];
  /** whether only this path itself, and no path below it, is the current one */
  exact?: boolean;
};

function NavigationLink({ href, icon: Icon, exact, className, children, ...rest }: NavigationLinkProps) {
  const here = useIsHere(href, exact ?? false);
  return (
    <Link
      {...rest}
      href={href}
      prefetch={false}
      aria-current={here ? "page" : undefined}
      className={cx(
        "flex min-h-9 items-center gap-2 rounded-md px-2 hover:bg-hover hover:text-text",
        here ? "bg-hover font-medium text-text" : "text-soft",
        className,
      )}
    >
      {Icon && <Icon aria-hidden className="size-4" />}
      {children}
    </Link>
  );
}

/** A saved view is the current page with its filter, and the page without it is not. */
function useIsHere(href: string, exact: boolean): boolean {
  const path = usePathname();
  const kind = useSearchParams().get("kind");
  const [page = "", query] = href.split("?");
  if (!exact) return path.startsWith(page);
  return path === page && (page !== sessionsPath || (query ?? "") === (kind ? `kind=${kind}` : ""));
}
