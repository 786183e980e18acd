"use client";
import { LifeBuoy, PanelRight } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { client } from "../../api/client.ts";
import type { Message } from "../../api/types.ts";
import { titleOf } from "../../inbox/title-of.ts";
import { Conversation } from "../../session/conversation/conversation.tsx";
import { ConnectionBanner } from "../../session/live/connection-banner.tsx";
import type { LiveChatbotSession } from "../../session/live/live-session.ts";
import type { useLive } from "../../session/live/use-live.ts";
import { PanelFrame } from "../../session/panel/panel-frame.tsx";
import { SessionMenu } from "../../session/session-menu.tsx";
import { strings as words } from "../../session/strings.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { IconButton } from "../../ui/button.tsx";
import { tellProblem } from "../../ui/overlay/notify-problem.ts";
import { Time } from "../../ui/time/time.tsx";
import { useTitle } from "../../ui/use-title.ts";
import { TranscriptMenu } from "../transcript/transcript-menu.tsx";
import { AnswerMarks } from "./answer-marks.tsx";
import { NotActiveBar } from "./not-active-bar.tsx";
import { ChatbotPanel } from "./session-panel.tsx";
import { SessionSummary } from "./session-summary.tsx";
import { strings } from "./strings.ts";

type ChatbotSessionPageProps = { session: LiveChatbotSession; live: ReturnType<typeof useLive> };

/** For somebody who looks after a chatbot: what a client and the chatbot said to each other, and what became of it. */
export function ChatbotSessionPage({ session, live }: ChatbotSessionPageProps) {
  const { id, answeredBy, status } = session;
  const clientName = session.person?.name ?? "";
  const title = titleOf(session);
  useTitle(title);
  const [panel, setPanel] = useState(false);
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
          <IconButton
            label={panel ? words.panel.close : words.panel.open}
            aria-expanded={panel}
            onClick={() => setPanel((open) => !open)}
          >
            <PanelRight aria-hidden className="size-4" />
          </IconButton>
        </PageHeader>
        <ConnectionBanner connection={live.connection} retry={live.retry} />
        <SessionSummary session={session} />
        {session.dangerAt && <DangerMark clientName={clientName} at={session.dangerAt} />}
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
      <PanelFrame open={panel} onOpenChange={setPanel}>
        <ChatbotPanel session={session} />
      </PanelFrame>
    </div>
  );
}

/** For the owner alone: that the client may need a person. */
function DangerMark({ clientName, at }: { clientName: string; at: string }) {
  return (
    <p
      data-edge
      className="flex min-h-9 flex-wrap items-center justify-center gap-x-2 bg-warn-soft px-4 py-1 text-center text-text"
    >
      <LifeBuoy aria-hidden className="size-4 text-warn" />
      <strong className="font-semibold">{strings.danger(clientName)}</strong>
      <span>
        {strings.dangerHint} <Time at={at} className="text-soft" />
      </span>
    </p>
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
