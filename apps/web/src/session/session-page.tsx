"use client";
import { FileX } from "lucide-react";
import Link from "next/link";
import { Suspense } from "react";
import { reasonOf } from "../api/problem.ts";
import { kindOf } from "../kinds.tsx";
import { PageHeader } from "../shell/page-header.tsx";
import { sessionsPath } from "../shell/paths.ts";
import { buttonClass } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { PageBody } from "../ui/page-body.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import type { LiveSession } from "./live/live-session.ts";
import { useLive } from "./live/use-live.ts";
import { useMarkRead } from "./live/use-mark-read.ts";
import { useSession } from "./live/use-session.ts";
import { SessionSkeleton } from "./session-skeleton.tsx";
import { strings } from "./strings.ts";

/** Loads any session by its id and renders its kind's page, or why there is none to show. */
export function SessionPage({ id }: { id: string }) {
  const query = useSession(id);
  const isGone = reasonOf(query.error) === "SESSION_NOT_FOUND";
  // The event of the deletion is missed without a connection; the refetch then fails.
  if (query.data && isGone) return <DeletedSession />;
  if (query.data) return <OpenSession key={id} session={query.data} />;
  if (query.isError)
    return (
      <>
        <PageHeader title={strings.unavailable} back={sessionsPath} />
        <PageBody>
          <ProblemNote
            error={query.error}
            // Retrying cannot help when the session does not exist.
            onRetry={isGone ? undefined : () => void query.refetch()}
            action={<BackLink />}
          />
        </PageBody>
      </>
    );
  return <SessionSkeleton />;
}

function OpenSession({ session }: { session: LiveSession }) {
  const kind = kindOf(session.kind);
  const live = useLive(session.id, kind.sending);
  useMarkRead(session.id, session.version);
  if (live.deleted) return <DeletedSession />;
  return (
    <Suspense fallback={<SessionSkeleton />}>
      <kind.SessionPage session={session} live={live} />
    </Suspense>
  );
}

function DeletedSession() {
  return (
    <>
      <PageHeader title={strings.deleted.title} back={sessionsPath} />
      <EmptyState icon={FileX} title={strings.deleted.title} action={<BackLink />}>
        {strings.deleted.text}
      </EmptyState>
    </>
  );
}

function BackLink() {
  return (
    <Link href={sessionsPath} className={buttonClass("plain", "sm")}>
      {strings.back}
    </Link>
  );
}
