"use client";
import { useDeferredValue } from "react";
import { MessageFrame } from "./message-frame.tsx";
import { MessageText } from "./message-text.tsx";
import type { Progress } from "./progress.ts";
import { strings } from "./strings.ts";

/** As much of a message as is needed to know it again; the line cuts it where it ends. */
const BEGINNING = 120;

/** `question`: what is replied to, where it is on the page. */
type ReplyInProgressProps = { reply: Progress; name: string; question: string | undefined };

/** A reply as it is being written, or waiting for its turn. */
export function ReplyInProgress({ reply, name, question }: ReplyInProgressProps) {
  const text = useDeferredValue(reply.text);
  const state = reply.state === "queued" ? strings.queued(name) : strings.waiting(name);
  return (
    <MessageFrame mine={false} name={name}>
      {reply.state === "queued" && question && (
        <p className="truncate text-sm text-faint">{strings.answers(question.slice(0, BEGINNING))}</p>
      )}
      {text ? (
        <MessageText markdown={text} />
      ) : (
        <p className="flex items-center gap-2 text-sm text-soft">
          <span aria-hidden className="size-2 animate-pulse rounded-full bg-agent" />
          {state}
        </p>
      )}
    </MessageFrame>
  );
}
