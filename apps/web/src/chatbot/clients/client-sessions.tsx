"use client";
import { strings as inbox } from "../../inbox/strings.ts";
import { titleOf } from "../../inbox/title-of.ts";
import { useInbox } from "../../inbox/use-inbox.ts";
import { sessionPath } from "../../shell/paths.ts";
import { Button } from "../../ui/button.tsx";
import { ProblemNote } from "../../ui/problem-note.tsx";
import { RowLink } from "../../ui/row-link.tsx";
import { Time } from "../../ui/time/time.tsx";
import { strings } from "../directory/strings.ts";
import { strings as words } from "./strings.ts";

/** All sessions of a client, newest first. */
export function ClientSessions({ clientId }: { clientId: string }) {
  const sessions = useInbox({ personId: clientId });
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-base font-semibold">{words.sessions}</h2>
      {sessions.isError && <ProblemNote error={sessions.error} onRetry={() => void sessions.refetch()} />}
      {sessions.isSuccess && sessions.items.length === 0 && <p className="text-soft">{words.noSessions}</p>}
      {sessions.items.length > 0 && (
        <ul className="flex flex-col divide-y divide-line border-y border-line">
          {sessions.items.map((item) => (
            <li key={item.id} className="relative flex flex-col gap-1 px-2 py-2 hover:bg-hover">
              <RowLink href={sessionPath(item.id)}>{titleOf(item)}</RowLink>
              <p className="text-xs text-soft">
                {inbox.status[item.status]} · {item.answeredBy.name} · <Time at={item.lastMessageAt} />
              </p>
            </li>
          ))}
        </ul>
      )}
      {sessions.hasNextPage && (
        <Button
          size="sm"
          className="self-start"
          pending={sessions.isFetchingNextPage}
          onClick={() => void sessions.fetchNextPage()}
        >
          {strings.more}
        </Button>
      )}
    </section>
  );
}
