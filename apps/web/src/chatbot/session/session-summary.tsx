"use client";
import { useMutation } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";
import { MessageText } from "../../session/conversation/message-text.tsx";
import { useSessionCache } from "../../session/live/use-session.ts";
import { Button } from "../../ui/button.tsx";
import { ProblemNote } from "../../ui/problem-note.tsx";
import type { LiveChatbotSession } from "../types.ts";
import { strings } from "./strings.ts";

const words = strings.summary;

/** The summary of a finished session, generated on demand. */
export function SessionSummary({ session }: { session: LiveChatbotSession }) {
  const { id, status, report } = session;
  const trpc = useTRPC();
  const { reload } = useSessionCache(id);
  const make = useMutation(trpc.chatbot.report.mutationOptions({ onSuccess: () => void reload() }));
  if (status !== "COMPLETED" && status !== "TERMINATED") return null;
  const text = make.data?.report ?? report;
  return (
    <section aria-label={words.title} className="max-h-[40dvh] shrink-0 overflow-y-auto border-b border-line">
      <div className="mx-auto flex w-full max-w-prose flex-col gap-2 px-4 py-3 sm:px-6">
        <div className="flex items-center gap-2">
          <h2 className="flex-1 font-semibold">{words.title}</h2>
          <Button
            size="sm"
            pending={make.isPending}
            onClick={() => make.mutate({ id, again: text !== null })}
          >
            {make.isPending ? words.making : text === null ? words.make : words.again}
          </Button>
        </div>
        {make.isError && <ProblemNote error={make.error} />}
        <div aria-live="polite">
          {text === null ? <p className="text-soft">{words.none}</p> : <MessageText markdown={text} />}
        </div>
      </div>
    </section>
  );
}
