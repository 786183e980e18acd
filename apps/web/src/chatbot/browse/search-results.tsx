"use client";
import Link from "next/link";
import { useRef } from "react";
import { messagePath } from "../../shell/paths.ts";
import { ListEnd, moreOf } from "../../ui/list-end.tsx";
import { Time } from "../../ui/time/time.tsx";
import { Highlighted } from "./highlighted.tsx";
import { titleOf } from "./row-parts.tsx";
import { strings } from "./strings.ts";
import type { MessageHit, useMessageSearch } from "./use-message-search.ts";
import { useRowKeys } from "./use-row-keys.ts";

/** The messages that match a search; each opens its session at the message. */
export function SearchResults({ found, q }: { found: ReturnType<typeof useMessageSearch>; q: string }) {
  const list = useRef<HTMLUListElement>(null);
  const { items } = found;
  useRowKeys(
    items.map(({ id }) => id),
    (index) => list.current?.querySelectorAll<HTMLElement>("[data-row-link]")[index]?.focus(),
  );
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <ul ref={list} aria-label={strings.messages} className="mx-auto max-w-4xl">
        {items.map((message) => (
          <Hit key={message.id} message={message} q={q} />
        ))}
      </ul>
      <ListEnd more={moreOf(found)} words={strings} end={strings.foundEnd(items.length)} />
    </div>
  );
}

function Hit({ message, q }: { message: MessageHit; q: string }) {
  const { sessionId, snippet, role, client, chatbot, createdAt } = message;
  const who = { user: client.name, assistant: chatbot.name, system: strings.roles.system }[role];
  return (
    <li
      data-row={message.id}
      className="relative flex flex-col gap-1 border-b border-line px-3 py-3 hover:bg-hover sm:px-5"
    >
      <p className="flex min-w-0 items-baseline gap-2 text-xs text-soft">
        <Link
          href={messagePath(sessionId, message.id, q)}
          prefetch={false}
          data-row-link
          className="truncate text-sm font-medium text-text outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
        >
          {titleOf(message)}
        </Link>
        <span className="max-w-[40%] min-w-0 shrink truncate">{who}</span>
        <Time at={createdAt} className="ml-auto shrink-0" />
      </p>
      <p className="break-words">
        <Highlighted {...snippet} />
      </p>
    </li>
  );
}
