"use client";
import { memo, type ReactNode } from "react";
import type { Message } from "../../api/types.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { strings } from "../strings.ts";
import { Attachments } from "./attachments.tsx";
import { MessageFrame } from "./message-frame.tsx";

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

/** What a person has said, when it is stored. Off-screen ones cost the browser nothing to lay out. */
export const MessageItem = memo(function MessageItem({
  message,
  look,
}: {
  message: Message;
  look: MessageLook;
}) {
  return (
    <MessageFrame
      id={message.id}
      mine
      name={look.nameOf?.(message) ?? look.own}
      at={message.createdAt}
      className="off-screen-free"
      footer={<CopyButton text={message.content} label={strings.copy} />}
    >
      <PlainText text={message.content} />
      <Attachments attachments={message.attachments} />
      {look.below?.(message)}
    </MessageFrame>
  );
});

/** What a person wrote, as they wrote it. */
export function PlainText({ text }: { text: string }) {
  return <p className="break-words whitespace-pre-wrap">{text}</p>;
}
