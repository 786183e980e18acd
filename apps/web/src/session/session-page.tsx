"use client";
import { FileX } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { agentSending } from "../agent/sending.ts";
import { reasonOf } from "../api/problem.ts";
import { chatbotSending } from "../chatbot/sending.ts";
import { PageHeader } from "../shell/page-header.tsx";
import { inboxPath } from "../shell/paths.ts";
import { buttonClass } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { PageBody } from "../ui/page-body.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Loading, Skeleton } from "../ui/skeleton.tsx";
import { MessagesSkeleton } from "./conversation/messages-skeleton.tsx";
import type { LiveSession } from "./live/live-session.ts";
import { useLive } from "./live/use-live.ts";
import { useMarkRead } from "./live/use-mark-read.ts";
import { useSession } from "./live/use-session.ts";
import { strings } from "./strings.ts";

// Each kind's page comes when a session of that kind is opened.
const AgentSessionPage = dynamic(
  () => import("../agent/session/session-page.tsx").then((module) => module.AgentSessionPage),
  { loading: SessionSkeleton },
);
const ChatbotSessionPage = dynamic(
  () => import("../chatbot/session/session-page.tsx").then((module) => module.ChatbotSessionPage),
  { loading: SessionSkeleton },
);
const sendings = { agent: agentSending, chatbot: chatbotSending };

/** Any session by its id: finds its kind's page, and stands in for it while there is none to show. */
export function SessionPage({ id }: { id: string }) {
  const query = useSession(id);
  const gone = reasonOf(query.error) === "SESSION_NOT_FOUND";
  // No event tells a page that was not connected then; asking again does.
  if (query.data && gone) return <DeletedSession />;
  if (query.data) return <OpenSession key={id} session={query.data} />;
  if (query.isError)
    return (
      <>
        <PageHeader title={strings.unavailable} />
        <PageBody>
          <ProblemNote
            error={query.error}
            // What does not exist will not be there the second time.
            onRetry={gone ? undefined : () => void query.refetch()}
            action={<BackLink />}
          />
        </PageBody>
      </>
    );
  return <SessionSkeleton />;
}

function OpenSession({ session }: { session: LiveSession }) {
  const live = useLive(session.id, sendings[session.kind]);
  useMarkRead(session.id, session.version);
  if (live.deleted) return <DeletedSession />;
  return session.kind === "agent" ? (
    <AgentSessionPage session={session} live={live} />
  ) : (
    <ChatbotSessionPage session={session} live={live} />
  );
}

function DeletedSession() {
  return (
    <>
      <PageHeader title={strings.deleted.title} />
      <EmptyState icon={FileX} title={strings.deleted.title} action={<BackLink />}>
        {strings.deleted.text}
      </EmptyState>
    </>
  );
}

function BackLink() {
  return (
    <Link href={inboxPath} className={buttonClass("plain", "sm")}>
      {strings.back}
    </Link>
  );
}

function SessionSkeleton() {
  return (
    <>
      <PageHeader title={<Skeleton className="h-4 w-40" />} />
      <div className="mx-auto flex min-h-0 w-full max-w-prose flex-1 flex-col px-6">
        <MessagesSkeleton />
      </div>
      <Loading className="mx-auto w-full max-w-prose px-6 pb-3">
        <Skeleton className="h-13 rounded-xl" />
      </Loading>
    </>
  );
}
