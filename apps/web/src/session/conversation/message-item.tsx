"use client";
import { memo, type ReactNode } from "react";
import type { Message } from "../../api/types.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { strings } from "../strings.ts";
import { Attachments } from "./attachments.tsx";
import { MessageFrame } from "./message-frame.tsx";
import { TypedText } from "./typed-text.tsx";

export type MessageActions = {
  /** ends or dequeues the reply to the message with this id */
  stop: (messageId: string) => void;
  /** requests another reply to the message with this id */
  retry: (messageId: string) => void;
  canRetry: boolean;
};

/** How a kind presents messages. */
export type MessageLook = {
  /** the names of the side that writes here, and of the other one */
  own: string;
  other: string;
  /** the author, where it is neither of them */
  nameOf?: (message: Message) => string | undefined;
  /** below the content: marks, sources */
  below?: (message: Message) => ReactNode;
};

/** A stored message of a person. `content-visibility` skips the layout of messages out of view. */
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
      <TypedText text={message.content} />
      <Attachments attachments={message.attachments} />
      {look.below?.(message)}
    </MessageFrame>
  );
});
