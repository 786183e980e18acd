"use client";
import { memo, type ReactNode, useRef } from "react";
import type { Message } from "../api/types.ts";
import { Button } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { cx } from "../ui/cx.ts";
import { Attachments } from "./attachments.tsx";
import { MessageFrame } from "./message-frame.tsx";
import { MessageText } from "./message-text.tsx";
import { strings } from "./strings.ts";
import { isFallback } from "./superseded.ts";

export type MessageActions = {
  /** asks again for the reply to the message with this id */
  retry: (messageId: string) => void;
  canRetry: boolean;
};

/** What each kind shows in its own way. */
export type MessageLook = {
  /** how the one who writes here is called, and how the other side is */
  own: string;
  other: string;
  /** who said it, where that is neither of them */
  nameOf?: (message: Message) => string | undefined;
  /** what stands under the words: marks, sources */
  below?: (message: Message) => ReactNode;
};

/** `last`: no later answer to the same message exists or is being made. */
type MessageItemProps = {
  message: Message;
  look: MessageLook;
  actions: MessageActions;
  last: boolean;
};

/** One message that is stored. Off-screen ones cost the browser nothing to lay out. */
export const MessageItem = memo(function MessageItem({ message, look, actions, last }: MessageItemProps) {
  const text = useRef<HTMLDivElement>(null);
  const { isAgent, replyTo } = message;
  const outcome = outcomeOf(message);
  return (
    <MessageFrame
      id={message.id}
      mine={!isAgent}
      name={look.nameOf?.(message) ?? (isAgent ? look.other : look.own)}
      at={message.createdAt}
      className="off-screen-free"
      footer={
        <>
          <CopyButton
            // As it is drawn, line breaks and lists included: textContent would run them together.
            // biome-ignore lint/performance/useDomNodeTextContent: see above
            text={() => (isAgent ? (text.current?.innerText ?? message.content) : message.content)}
            label={strings.copy}
          />
          {isAgent && <CopyButton text={message.content} label={strings.copyMarkdown} />}
        </>
      }
    >
      <div ref={text}>
        {isAgent ? <MessageText markdown={message.content} /> : <PlainText text={message.content} />}
      </div>
      <Attachments attachments={message.attachments} />
      {look.below?.(message)}
      {outcome && (
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
      )}
    </MessageFrame>
  );
});

/** What became of a reply that is not a plain one. */
function outcomeOf({ status, metadata }: Message): "stopped" | "failed" | "fallback" | null {
  if (isFallback(metadata)) return "fallback";
  return status === "complete" ? null : status;
}

/** What a person wrote, as they wrote it. */
export function PlainText({ text }: { text: string }) {
  return <p className="break-words whitespace-pre-wrap">{text}</p>;
}
