"use client";
import { type ReactNode, type RefObject, useEffect, useRef } from "react";
import { type Delivery, send, useOutbox } from "../live/outbox.ts";
import { useMessages } from "../live/use-messages.ts";
import { useReplies } from "../live/use-replies.ts";
import { Composer } from "./composer.tsx";
import type { MessageActions, MessageLook } from "./message-item.tsx";
import { MessageList } from "./message-list.tsx";
import { useDraft } from "./use-draft.ts";

type ConversationProps = {
  sessionId: string;
  look: MessageLook;
  actions: MessageActions;
  delivery: Delivery;
  onStop: () => void;
  /** shown when there is no message yet */
  empty: ReactNode;
  /** stands where one would write, when nothing can be added; null: one can write */
  closed: ReactNode;
};

/** What was said, and where one writes. */
export function Conversation({
  sessionId,
  look,
  actions,
  delivery,
  onStop,
  empty,
  closed,
}: ConversationProps) {
  const history = useMessages(sessionId);
  // All three are read here: a list that read one of them for itself would draw it beside an earlier state of the others.
  const outbox = useOutbox(sessionId);
  const replies = useReplies(sessionId, history.messages);
  const input = useRef<HTMLTextAreaElement>(null);
  const [draft, setDraft] = useDraft(sessionId);
  useFocusOnArrival(input);
  return (
    <>
      <MessageList
        sessionId={sessionId}
        history={history}
        outbox={outbox}
        replies={replies}
        look={look}
        actions={actions}
        delivery={delivery}
        onEdit={(content) => {
          setDraft(content);
          input.current?.focus();
        }}
        empty={empty}
      />
      {closed ?? (
        <Composer
          input={input}
          draft={draft}
          setDraft={setDraft}
          name={look.other}
          lastOwn={history.messages.findLast((message) => !message.isAgent)?.content}
          replying={replies.length > 0}
          onSend={(content) => send(sessionId, content, delivery)}
          onStop={onStop}
        />
      )}
    </>
  );
}

/** With a keyboard at hand, one can write at once. On a phone the keyboard would cover the conversation. */
function useFocusOnArrival(input: RefObject<HTMLTextAreaElement | null>) {
  useEffect(() => {
    if (window.matchMedia("(pointer: fine)").matches) input.current?.focus({ preventScroll: true });
  }, [input]);
}
