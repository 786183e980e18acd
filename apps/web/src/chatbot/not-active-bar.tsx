"use client";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTRPC } from "../api/trpc.ts";
import { ClosedBar } from "../session/closed-bar.tsx";
import type { LiveChatbotSession } from "../session/live-session.ts";
import { useSessionCache } from "../session/use-session.ts";
import { sessionPath } from "../shell/paths.ts";
import { Button } from "../ui/button.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { strings } from "./session-strings.ts";

/** Where one would write, in a session that is over or has not begun: why not, and the way on. */
export function NotActiveBar({ session }: { session: LiveChatbotSession }) {
  const { status } = session;
  if (status === "ACTIVE") return null;
  return status === "SCHEDULED" ? (
    <Scheduled session={session} />
  ) : (
    <Finished session={session} words={strings.finished[status]} />
  );
}

function Scheduled({ session: { id } }: { session: LiveChatbotSession }) {
  const trpc = useTRPC();
  const { put, reload } = useSessionCache(id);
  const start = useMutation(
    trpc.chatbot.update.mutationOptions({
      onSuccess: (started) => {
        put(started);
        void reload();
      },
    }),
  );
  return (
    <ClosedBar
      title={strings.scheduledTitle}
      text={strings.scheduledText}
      problem={start.isError && <ProblemNote error={start.error} className="mb-2" />}
    >
      <Button look="primary" pending={start.isPending} onClick={() => start.mutate({ id, status: "ACTIVE" })}>
        {strings.startNow}
      </Button>
    </ClosedBar>
  );
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
