"use client";
import { CHATBOT_LIMITS } from "@parley/api/chatbot/schema";
import { CircleHelp, Star, TriangleAlert } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { sessionPath } from "../../shell/paths.ts";
import { cx } from "../../ui/cx.ts";
import { strings } from "./strings.ts";
import type { BrowsedSession } from "./use-browse.ts";

/** The title to show for a session: its own, else its client's name. */
export const titleOf = ({ title, client }: Pick<BrowsedSession, "title" | "client">) =>
  title ?? strings.untitled(client.name);

/** Opens the session. The target is the whole row. */
export function RowLink({ row }: { row: BrowsedSession }) {
  return (
    <Link
      href={sessionPath(row.id)}
      prefetch={false}
      data-row-link
      className="truncate font-medium outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
    >
      {titleOf(row)}
    </Link>
  );
}

export function LastMessage({ row }: { row: BrowsedSession }) {
  return <p className="truncate text-xs text-soft">{row.lastWords?.text ?? strings.noMessages}</p>;
}

/** Marks with icons and text, so that they do not depend on colour. */
export function Marks({ row }: { row: BrowsedSession }) {
  return (
    <>
      {row.danger && (
        <Mark className="border-danger/60 text-danger">
          <TriangleAlert aria-hidden className="size-3" />
          {strings.danger}
        </Mark>
      )}
      {row.unanswered && (
        <Mark className="border-warn/60 text-warn" title={strings.unansweredHint}>
          <CircleHelp aria-hidden className="size-3" />
          {strings.unanswered}
        </Mark>
      )}
    </>
  );
}

function Mark({ className, title, children }: { className: string; title?: string; children: ReactNode }) {
  return (
    <span
      title={title}
      className={cx("inline-flex shrink-0 items-center gap-1 rounded border px-1 text-xs", className)}
    >
      {children}
    </span>
  );
}

export function Status({ row }: { row: BrowsedSession }) {
  return (
    <span className={cx("whitespace-nowrap", row.status === "ACTIVE" ? "font-medium text-ok" : "text-soft")}>
      {strings.status[row.status]}
    </span>
  );
}

export function Rating({ rating }: { rating: number | null }) {
  if (rating === null)
    return (
      <span className="text-faint">
        <span aria-hidden>–</span>
        <span className="sr-only">{strings.notRated}</span>
      </span>
    );
  return (
    <span className="inline-flex items-center gap-1">
      <span aria-hidden>{rating}</span>
      <Star aria-hidden className="size-3.5" />
      <span className="sr-only">{strings.stars(rating)}</span>
    </span>
  );
}

const numbers = new Intl.NumberFormat();

/** The server stops counting at a limit, which is shown as "1,000+". */
export const messagesOf = ({ messageCount }: BrowsedSession) =>
  messageCount < CHATBOT_LIMITS.countedMessages
    ? numbers.format(messageCount)
    : strings.manyMessages(messageCount);
