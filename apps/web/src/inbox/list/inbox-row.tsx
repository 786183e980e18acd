"use client";
import { Pin } from "lucide-react";
import Link from "next/link";
import { lazy, Suspense } from "react";
import type { InboxItem } from "../../api/types.ts";
import { kindOf } from "../../kinds.tsx";
import { sessionPath } from "../../shell/paths.ts";
import { cx } from "../../ui/cx.ts";
import { loadCode } from "../../ui/load-code.ts";
import { Time } from "../../ui/time/time.tsx";
import { KindMark } from "../kind-mark.tsx";
import { UnreadDot } from "../sidebar-sessions.tsx";
import { strings } from "../strings.ts";
import { titleOf } from "../title-of.ts";
import type { useInboxActions } from "../use-inbox-actions.ts";

const RowActions = lazy(() =>
  loadCode(() => import("./row-actions.tsx").then((module) => ({ default: module.RowActions })), Infinity),
);

type InboxRowProps = {
  item: InboxItem;
  selected: boolean;
  /** @param range whether everything since the last toggled row is meant */
  onToggle: (range: boolean) => void;
  actions: ReturnType<typeof useInboxActions>;
};

/** One session: its kind, title, participants, last message and time, and its actions. */
export function InboxRow({ item, selected, onToggle, actions }: InboxRowProps) {
  const title = titleOf(item);
  return (
    <div
      data-session={item.id}
      className={cx(
        "group relative flex h-16 items-center gap-3 rounded-lg px-2",
        selected ? "bg-accent-soft" : "hover:bg-hover",
      )}
    >
      <input
        type="checkbox"
        aria-label={strings.select(title)}
        checked={selected}
        onChange={(event) => onToggle((event.nativeEvent as MouseEvent).shiftKey === true)}
        className="relative z-10 size-4 shrink-0 accent-accent"
      />
      <KindMark kind={item.kind} />
      <div className="flex min-w-0 flex-1 flex-col">
        <Link
          href={sessionPath(item.id)}
          prefetch={false}
          className={cx(
            "truncate outline-none after:absolute after:inset-0 after:rounded-lg focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent",
            item.unread && "font-semibold",
          )}
        >
          {title}
        </Link>
        <p className="truncate text-xs text-soft">
          {kindOf(item.kind).participants(item)}
          {` · ${item.preview ?? strings.noMessages}`}
        </p>
      </div>
      {item.attention && (
        <span
          className={cx(
            "shrink-0 rounded border px-1 text-xs",
            item.attention === "danger" ? "border-danger/60 text-danger" : "border-warn/60 text-warn",
          )}
        >
          {strings.attention[item.attention]}
        </span>
      )}
      {item.status !== "active" && (
        <span className="shrink-0 rounded border border-line-strong/60 px-1 text-xs text-soft">
          {strings.status[item.status]}
        </span>
      )}
      {item.unread && <UnreadDot />}
      {item.pinned && <Pin aria-hidden className="size-3.5 shrink-0 text-faint" />}
      <Time
        at={item.lastMessageAt}
        className="shrink-0 text-right text-xs text-soft group-hover:sm:hidden group-focus-within:sm:hidden sm:w-20"
      />
      <Suspense>
        <RowActions item={item} title={title} actions={actions} />
      </Suspense>
    </div>
  );
}
