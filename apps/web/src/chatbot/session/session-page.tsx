"use client";
import { LifeBuoy } from "lucide-react";
import type { Message } from "../../api/types.ts";
import type { SessionPageProps } from "../../session/kind.ts";
import { SessionFrame } from "../../session/session-frame.tsx";
import { Time } from "../../ui/time/time.tsx";
import { TranscriptMenu } from "../transcript/transcript-menu.tsx";
import { AnswerMarks } from "./answer-marks.tsx";
import { NotActiveBar } from "./not-active-bar.tsx";
import { SessionPanel } from "./session-panel.tsx";
import { SessionSummary } from "./session-summary.tsx";
import { strings } from "./strings.ts";

const messages = {
  nameOf: ({ authorId }: Message) => (authorId === "system" ? strings.note : undefined),
  below: ({ isAgent, metadata }: Message) => isAgent && <AnswerMarks metadata={metadata} />,
};

/** For somebody who looks after a chatbot: its conversation with a client, and the session's status. */
export function ChatbotSessionPage({ session, live }: SessionPageProps<"chatbot">) {
  const clientName = session.person?.name ?? "";
  const chatbotName = session.answeredBy.name;
  return (
    <SessionFrame
      session={session}
      live={live}
      own={clientName}
      writesAs={strings.writesAs(clientName)}
      isActive={session.status === "ACTIVE"}
      messages={messages}
      header={
        <>
          <span className="hidden max-w-[40%] min-w-0 truncate text-xs text-soft sm:block">
            {strings.between(clientName, chatbotName)}
          </span>
          <TranscriptMenu id={session.id} />
        </>
      }
      danger={session.dangerAt && <DangerText clientName={clientName} at={session.dangerAt} />}
      notices={
        <>
          <SessionSummary session={session} />
          {session.dangerAt && session.attention !== "danger" && (
            <p
              data-edge
              className="flex min-h-9 flex-wrap items-center justify-center gap-x-2 bg-warn-soft px-4 py-1 text-center text-text"
            >
              <LifeBuoy aria-hidden className="size-4 text-warn" />
              <DangerText clientName={clientName} at={session.dangerAt} />
            </p>
          )}
        </>
      }
      empty={<Empty clientName={clientName} chatbotName={chatbotName} />}
      closed={<NotActiveBar session={session} />}
      panel={<SessionPanel session={session} />}
    />
  );
}

/** For the owner alone: that the client may need help from a person. */
function DangerText({ clientName, at }: { clientName: string; at: string }) {
  return (
    <span className="text-center">
      <strong className="font-semibold">{strings.danger(clientName)}</strong> {strings.dangerHint}{" "}
      <Time at={at} className="text-soft" />
    </span>
  );
}

function Empty({ clientName, chatbotName }: { clientName: string; chatbotName: string }) {
  return (
    <div className="my-auto flex flex-col items-center gap-3 py-10 text-center text-sm">
      <h2 className="text-lg font-semibold">{strings.emptyTitle(clientName, chatbotName)}</h2>
      <p className="text-soft">{strings.emptyText}</p>
    </div>
  );
}
