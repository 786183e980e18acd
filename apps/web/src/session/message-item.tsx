"use client";
import { memo, useRef } from "react";
import type { Message } from "../api/types.ts";
import { Button } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { cx } from "../ui/cx.ts";
import { Attachments } from "./attachments.tsx";
import { MessageFrame } from "./message-frame.tsx";
import { MessageText } from "./message-text.tsx";
import { strings } from "./strings.ts";

export type MessageActions = {
  /** asks again for the reply to the message with this id */
  retry: (messageId: string) => void;
  canRetry: boolean;
};

/** `last`: no later answer to the same message exists or is being made. */
type MessageItemProps = {
  message: Message;
  name: string;
  actions: MessageActions;
  last: boolean;
};

/** One message that is stored. Off-screen ones cost the browser nothing to lay out. */
export const MessageItem = memo(function MessageItem({ message, name, actions, last }: MessageItemProps) {
  const text = useRef<HTMLDivElement>(null);
  const { isAgent, status, replyTo } = message;
  return (
    <MessageFrame
      mine={!isAgent}
      name={isAgent ? name : strings.you}
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
      {status !== "complete" && (
        <p className="mt-2 flex flex-wrap items-center gap-2 text-sm text-soft">
          <span
            className={cx(
              "rounded border px-1.5 text-xs",
              status === "failed" ? "border-danger/60 text-danger" : "border-line-strong/60",
            )}
          >
            {status === "failed" ? strings.failed : strings.stopped}
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

/** What a person wrote, as they wrote it. */
export function PlainText({ text }: { text: string }) {
  return <p className="break-words whitespace-pre-wrap">{text}</p>;
}
