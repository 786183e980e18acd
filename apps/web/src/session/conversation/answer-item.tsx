"use client";
import { memo, useDeferredValue, useRef } from "react";
import type { Message } from "../../api/types.ts";
import { Button } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { cx } from "../../ui/cx.ts";
import type { Progress } from "../live/progress.ts";
import { strings } from "../strings.ts";
import { Attachments } from "./attachments.tsx";
import { MessageFrame } from "./message-frame.tsx";
import type { MessageActions, MessageLook } from "./message-item.tsx";
import { MessageText } from "./message-text.tsx";
import { isFallback } from "./visible-answers.ts";

/** Characters of the question that are quoted; the line truncates it to its width. */
const QUOTED = 120;

/** A stored `message`, or a `reply` in progress. */
type AnswerItemProps = {
  message?: Message;
  reply?: Progress;
  /** the content of the message that is answered, if it is loaded */
  question?: string | undefined;
  look: MessageLook;
  actions: MessageActions;
  /** whether there is no later answer to the same message, stored or in progress */
  last: boolean;
};

/**
 * An answer: queued, in progress, or stored. One component for all states, so that its elements, and a selection in them,
 * are kept when the answer is finished.
 */
export const AnswerItem = memo(function AnswerItem(props: AnswerItemProps) {
  const { message, reply, question, look, actions, last } = props;
  const text = useRef<HTMLDivElement>(null);
  const soFar = useDeferredValue(reply?.text ?? "");
  const markdown = message?.content ?? soFar;
  return (
    <MessageFrame
      id={message?.id}
      mine={false}
      name={(message && look.nameOf?.(message)) ?? look.other}
      at={message?.createdAt}
      className={message && "off-screen-free"}
      footer={
        message && (
          <>
            {/* innerText keeps line breaks and lists as rendered; textContent joins them. */}
            {/* biome-ignore lint/performance/useDomNodeTextContent: see above */}
            <CopyButton text={() => text.current?.innerText ?? message.content} label={strings.copy} />
            <CopyButton text={message.content} label={strings.copyMarkdown} />
          </>
        )
      }
    >
      {reply?.state === "queued" && question && (
        <p className="truncate text-sm text-faint">{strings.answers(question.slice(0, QUOTED))}</p>
      )}
      {reply && !markdown && <Waiting reply={reply} name={look.other} onSkip={actions.stop} />}
      <div ref={text}>{markdown && <MessageText markdown={markdown} />}</div>
      {message && (
        <>
          <Attachments attachments={message.attachments} />
          {look.below?.(message)}
          <Outcome message={message} actions={actions} last={last} />
        </>
      )}
    </MessageFrame>
  );
});

type WaitingProps = { reply: Progress; name: string; onSkip: (messageId: string) => void };

function Waiting({ reply, name, onSkip }: WaitingProps) {
  const isQueued = reply.state === "queued";
  return (
    <p className="flex flex-wrap items-center gap-2 text-sm text-soft">
      <span aria-hidden className="size-2 animate-pulse rounded-full bg-agent" />
      {isQueued ? strings.queued(name) : strings.waiting(name)}
      {isQueued && (
        <Button size="sm" onClick={() => onSkip(reply.replyTo)}>
          {strings.skipReply}
        </Button>
      )}
    </p>
  );
}

/** The outcome of an answer that is not complete, and the button for a retry. */
function Outcome({ message, actions, last }: { message: Message; actions: MessageActions; last: boolean }) {
  const { replyTo } = message;
  const outcome = outcomeOf(message);
  if (!outcome) return null;
  return (
    <p className="mt-2 flex flex-wrap items-center gap-2 text-sm text-soft">
      <span
        className={cx(
          "rounded border px-1.5 text-xs",
          outcome === "stopped" ? "border-line-strong/60" : "border-danger/60 text-danger",
        )}
      >
        {strings[outcome]}
      </span>
      {replyTo && last && actions.canRetry && (
        <Button size="sm" onClick={() => actions.retry(replyTo)}>
          {strings.retryReply}
        </Button>
      )}
    </p>
  );
}

function outcomeOf({ status, metadata }: Message): "stopped" | "failed" | "fallback" | null {
  if (isFallback(metadata)) return "fallback";
  return status === "complete" ? null : status;
}
