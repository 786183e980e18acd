"use client";
import { ArrowDown } from "lucide-react";
import { type ReactNode, useEffect, useMemo, useRef } from "react";
import { Button } from "../../ui/button.tsx";
import { ProblemNote } from "../../ui/problem-note.tsx";
import { type Delivery, type Outgoing, outgoing } from "../live/outbox.ts";
import type { Progress } from "../live/progress.ts";
import type { useMessages } from "../live/use-messages.ts";
import { strings } from "../strings.ts";
import { Announcer } from "./announcer.tsx";
import { AnswerItem } from "./answer-item.tsx";
import { type MessageActions, MessageItem, type MessageLook } from "./message-item.tsx";
import { MessagesSkeleton } from "./messages-skeleton.tsx";
import { OutgoingItem } from "./outgoing-item.tsx";
import { useScrollToMessage } from "./use-scroll-to-message.ts";
import { useStickToBottom } from "./use-stick-to-bottom.ts";
import { visibleAnswers } from "./visible-answers.ts";

type MessageListProps = {
  sessionId: string;
  history: ReturnType<typeof useMessages>;
  outbox: Outgoing[];
  /** those whose messages are not in the history yet */
  replies: Progress[];
  look: MessageLook;
  actions: MessageActions;
  delivery: Delivery;
  onEdit: (content: string) => void;
  /** shown when there is no message yet */
  empty: ReactNode;
};

/** The stored messages, those in the outbox, and the replies in progress. */
export function MessageList({
  sessionId,
  history,
  outbox,
  replies,
  look,
  actions,
  delivery,
  onEdit,
  empty,
}: MessageListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const { messages } = history;
  const stick = useStickToBottom(scroller, messages[0]?.id);
  useScrollToMessage(scroller, history, stick.stopFollowing);
  const arrived = new Set(messages.map(({ id }) => id));
  const unsent = outbox.filter(({ id }) => !arrived.has(id));
  const { stored, inProgress } = useMemo(() => visibleAnswers(messages, replies), [messages, replies]);
  const count = unsent.length;
  const { toEnd } = stick;
  useEffect(() => {
    // The person's own message is always scrolled into view.
    if (count > 0 && outgoing(sessionId).some(({ state }) => state === "sending")) toEnd();
  }, [count, sessionId, toEnd]);

  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <section
        ref={scroller}
        onScroll={stick.onScroll}
        aria-label={strings.log}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain focus-visible:-outline-offset-2"
      >
        <div className="mx-auto flex min-h-full w-full max-w-prose flex-col px-4 pt-4 pb-6 text-base sm:px-6">
          {history.isPending && <MessagesSkeleton />}
          {history.isError && !history.data && (
            <ProblemNote error={history.error} onRetry={() => void history.refetch()} />
          )}
          {history.isSuccess && <Earlier history={history} />}
          {history.isSuccess && messages.length === 0 && unsent.length === 0 && empty}
          <div
            role="log"
            aria-live="off"
            aria-label={strings.log}
            aria-busy={replies.length > 0}
            className="flex flex-col"
          >
            {/* One list: an answer keeps its element when it goes from those under way to those that are stored. */}
            {[
              ...stored.map(({ key, message, last }) =>
                message.isAgent ? (
                  <AnswerItem key={key} message={message} look={look} actions={actions} last={last} />
                ) : (
                  <MessageItem key={key} message={message} look={look} />
                ),
              ),
              ...unsent.map((one) => (
                <OutgoingItem
                  key={one.id}
                  one={one}
                  name={look.own}
                  sessionId={sessionId}
                  delivery={delivery}
                  onEdit={onEdit}
                />
              )),
              ...inProgress.map(({ key, reply }) => (
                <AnswerItem
                  key={key}
                  reply={reply}
                  question={messages.find(({ id }) => id === reply.replyTo)?.content}
                  look={look}
                  actions={actions}
                  last
                />
              )),
            ]}
          </div>
        </div>
      </section>
      {stick.away && (
        <Button
          className="absolute bottom-3 left-1/2 -translate-x-1/2 animate-in rounded-full shadow-(--shadow)"
          size="sm"
          onClick={stick.toEnd}
        >
          <ArrowDown aria-hidden className="size-4" />
          {strings.latest}
        </Button>
      )}
      <Announcer messages={messages} name={look.other} />
    </div>
  );
}

/** Loads earlier messages when the start of the list comes near the viewport, and by a button. */
function Earlier({ history }: { history: ReturnType<typeof useMessages> }) {
  const mark = useRef<HTMLDivElement>(null);
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = history;
  useEffect(() => {
    const element = mark.current;
    if (!element || !hasNextPage || isFetchingNextPage || isFetchNextPageError) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) void fetchNextPage();
      },
      { root: element.closest("section"), rootMargin: "1200px 0px 0px 0px" },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);
  return (
    <div ref={mark} className="flex min-h-8 items-center justify-center text-xs text-faint">
      {hasNextPage ? (
        <Button look="quiet" size="sm" pending={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {isFetchingNextPage ? strings.loadingEarlier : strings.loadEarlier}
        </Button>
      ) : (
        history.messages.length > 0 && strings.beginning
      )}
    </div>
  );
}
