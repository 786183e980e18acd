"use client";
import { useCallback, useMemo } from "react";
import { client } from "../api/client.ts";
import type { Message } from "../api/types.ts";
import { SessionSummary } from "../chatbot-sessions/session-summary.tsx";
import { TranscriptMenu } from "../chatbot-sessions/transcript-menu.tsx";
import { titleOf } from "../inbox/title-of.ts";
import { ConnectionBanner } from "../session/connection-banner.tsx";
import { Conversation } from "../session/conversation.tsx";
import type { LiveChatbotSession } from "../session/live-session.ts";
import { SessionMenu } from "../session/session-menu.tsx";
import type { useLive } from "../session/use-live.ts";
import { useTitle } from "../session/use-title.ts";
import { PageHeader } from "../shell/page-header.tsx";
import { tellProblem } from "../ui/tell-problem.ts";
import { AnswerMarks } from "./answer-marks.tsx";
import { NotActiveBar } from "./not-active-bar.tsx";
import { strings } from "./session-strings.ts";

type ChatbotSessionPageProps = { session: LiveChatbotSession; live: ReturnType<typeof useLive> };

/** For somebody who looks after a chatbot: what a client and the chatbot said to each other, and what became of it. */
export function ChatbotSessionPage({ session, live }: ChatbotSessionPageProps) {
  const { id, answeredBy, status } = session;
  const clientName = session.person?.name ?? "";
  const title = titleOf(session);
  useTitle(title);
  const { actions, stop } = useReplyActions(id, status === "ACTIVE");
  const look = useMemo(
    () => ({ own: clientName, other: answeredBy.name, nameOf: noteOf, below }),
    [clientName, answeredBy.name],
  );
  return (
    <div className="flex min-h-0 flex-1">
      <div className="flex min-w-0 flex-1 flex-col">
        <PageHeader title={title}>
          <span className="hidden max-w-[40%] min-w-0 truncate text-xs text-soft sm:block">
            {strings.between(clientName, answeredBy.name)}
          </span>
          <TranscriptMenu id={id} />
          <SessionMenu session={session} />
        </PageHeader>
        <ConnectionBanner connection={live.connection} retry={live.retry} />
        <SessionSummary session={session} />
        <Conversation
          sessionId={id}
          look={look}
          actions={actions}
          delivery={live.delivery}
          onStop={stop}
          empty={status === "ACTIVE" && <Empty clientName={clientName} chatbotName={answeredBy.name} />}
          closed={status === "ACTIVE" ? null : <NotActiveBar session={session} />}
        />
      </div>
    </div>
  );
}

/** What neither side said is a note. */
function noteOf({ authorId }: Message): string | undefined {
  return authorId === "system" ? strings.note : undefined;
}

function below({ isAgent, metadata }: Message) {
  return isAgent && <AnswerMarks metadata={metadata} />;
}

function Empty({ clientName, chatbotName }: { clientName: string; chatbotName: string }) {
  return (
    <div className="my-auto flex flex-col items-center gap-3 py-10 text-center text-sm">
      <h2 className="text-lg font-semibold">{strings.emptyTitle(clientName, chatbotName)}</h2>
      <p className="text-soft">{strings.emptyText}</p>
    </div>
  );
}

/** Stop, and ask again. */
function useReplyActions(sessionId: string, canRetry: boolean) {
  const stop = useCallback(
    () => void client.chatbot.replies.stop.mutate({ sessionId }).catch(tellProblem),
    [sessionId],
  );
  const retry = useCallback(
    (messageId: string) =>
      void client.chatbot.replies.retry.mutate({ sessionId, messageId }).catch(tellProblem),
    [sessionId],
  );
  const actions = useMemo(() => ({ retry, canRetry }), [retry, canRetry]);
  return { actions, stop };
}
