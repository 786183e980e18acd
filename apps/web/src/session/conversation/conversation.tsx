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
  /** says as whom one writes, where it is not as oneself */
  writesAs?: string | undefined;
  actions: MessageActions;
  delivery: Delivery;
  /** shown when there is no message yet */
  empty: ReactNode;
  /** in place of the composer when no message can be added; null shows the composer */
  closed: ReactNode;
};

/** The messages and the composer. */
export function Conversation({
  sessionId,
  look,
  writesAs,
  actions,
  delivery,
  empty,
  closed,
}: ConversationProps) {
  const history = useMessages(sessionId);
  // All three are read in one component, so that one render never mixes states of different times.
  const outbox = useOutbox(sessionId);
  const replies = useReplies(sessionId, history.messages);
  // Those that wait go on when it is stopped.
  const current = replies.find(({ state }) => state === "running") ?? replies[0];
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
          writesAs={writesAs}
          lastOwn={history.messages.findLast((message) => !message.isAgent)?.content}
          replying={replies.length > 0}
          onSend={(content) => send(sessionId, content, delivery)}
          onStop={() => current && actions.stop(current.replyTo)}
        />
      )}
    </>
  );
}

/** Focuses the composer, except on touch devices, where the on-screen keyboard would cover the conversation. */
function useFocusOnArrival(input: RefObject<HTMLTextAreaElement | null>) {
  useEffect(() => {
    if (window.matchMedia("(pointer: fine)").matches) input.current?.focus({ preventScroll: true });
  }, [input]);
}
