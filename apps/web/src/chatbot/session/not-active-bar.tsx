"use client";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { ClosedBar } from "../../session/closed-bar.tsx";
import { sessionPath } from "../../shell/paths.ts";
import { Button } from "../../ui/button.tsx";
import { ProblemNote } from "../../ui/problem-note.tsx";
import { duration } from "../../ui/time/duration.ts";
import { exactTime } from "../../ui/time/time-format.ts";
import { useTimeLeft } from "../../ui/time/use-time-left.ts";
import type { LiveChatbotSession } from "../types.ts";
import { strings } from "./strings.ts";
import { useChangeSession } from "./use-change-session.ts";

/** In place of the composer in a session that has ended or not started: the reason, and what to do next. */
export function NotActiveBar({ session }: { session: LiveChatbotSession }) {
  const { status } = session;
  if (status === "ACTIVE") return null;
  return status === "SCHEDULED" ? (
    <Scheduled session={session} />
  ) : (
    <Finished session={session} words={strings.finished[status]} />
  );
}

function Scheduled({ session }: { session: LiveChatbotSession }) {
  const change = useChangeSession(session.id);
  return (
    <ClosedBar
      title={strings.scheduledTitle}
      text={session.startsItself ? <StartsIn at={session.startTime} /> : strings.scheduledOpen}
      problem={change.isError && <ProblemNote error={change.error} className="mb-2" />}
    >
      <Button
        look="primary"
        pending={change.isPending}
        onClick={() => change.mutate({ id: session.id, status: "ACTIVE" })}
      >
        {strings.startNow}
      </Button>
    </ClosedBar>
  );
}

function StartsIn({ at }: { at: string }) {
  const deadline = useMemo(() => performance.now() + Date.parse(at) - Date.now(), [at]);
  return strings.scheduledIn(duration(useTimeLeft(deadline)), exactTime(at));
}

type FinishedProps = { session: LiveChatbotSession; words: { title: string; text: string } };

function Finished({ session: { chatbotId, clientId }, words }: FinishedProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const create = useMutation(
    trpc.chatbot.create.mutationOptions({ onSuccess: ({ id }) => router.push(sessionPath(id)) }),
  );
  return (
    <ClosedBar {...words} problem={create.isError && <ProblemNote error={create.error} className="mb-2" />}>
      <Button
        look="primary"
        className="h-auto max-w-full whitespace-normal"
        pending={create.isPending || create.isSuccess}
        onClick={() => create.mutate({ chatbotId, clientId })}
      >
        {strings.again}
      </Button>
    </ClosedBar>
  );
}
