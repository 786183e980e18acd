"use client";
import { CircleUser, House, Inbox, type LucideIcon, Plus, Search } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useNeeds } from "../inbox/use-needs.ts";
import { cx } from "../ui/cx.ts";
import { earlyInput, useReplay } from "../ui/early-input.ts";
import { homePath, inboxPath, newSessionPath } from "./paths.ts";
import { useShellOverlay } from "./shell-context.ts";
import { strings } from "./strings.ts";

const entry = "flex min-h-13 flex-1 flex-col items-center justify-center gap-0.5 text-xs";

/** On a phone: the pages that people go to most, and the way to all others. */
export function PhoneBar() {
  const show = useShellOverlay();
  const needs = useNeeds();
  return (
    <nav aria-label={strings.bar} className="flex pb-[env(safe-area-inset-bottom)]">
      <BarLink href={homePath} icon={House} label={strings.home} />
      <BarLink href={inboxPath} icon={Inbox} label={strings.inbox} note={needs.count > 0 ? needs.text : ""} />
      <BarLink href={newSessionPath} icon={Plus} label={strings.new} />
      <BarButton icon={Search} label={strings.search} onClick={() => show("palette")} />
      <BarButton icon={CircleUser} label={strings.you} onClick={() => show("navigation")} />
    </nav>
  );
}

type BarLinkProps = { href: string; icon: LucideIcon; label: string; note?: string };

function BarLink({ href, icon: Icon, label, note }: BarLinkProps) {
  const here = usePathname() === href;
  return (
    <Link
      href={href}
      prefetch={false}
      aria-current={here ? "page" : undefined}
      className={cx(entry, here ? "font-medium text-text" : "text-soft")}
    >
      <Icon aria-hidden className="size-5" />
      <span className="tabular">
        {label}
        {note && ` ${note}`}
      </span>
    </Link>
  );
}

function BarButton({ icon: Icon, label, onClick }: { icon: LucideIcon; label: string; onClick: () => void }) {
  return (
    <button
      type="button"
      {...earlyInput.press}
      ref={useReplay()}
      onClick={onClick}
      className={cx(entry, "text-soft")}
    >
      <Icon aria-hidden className="size-5" />
      {label}
    </button>
  );
}
