"use client";
import { useSearchParams } from "next/navigation";
import { type RefObject, useEffect, useRef } from "react";
import type { useMessages } from "../live/use-messages.ts";
import { highlightWords } from "./highlight-words.ts";

type Scroller = RefObject<HTMLElement | null>;

/**
 * Scrolls to the message that the URL names (`?message=…`), and highlights the words of a search (`&q=…`) in it. Pages up
 * to the message are loaded, so that the list has no gap.
 *
 * @param stopFollowing keeps the list from following its end
 */
export function useScrollToMessage(
  scroller: Scroller,
  history: ReturnType<typeof useMessages>,
  stopFollowing: () => void,
) {
  const params = useSearchParams();
  const [messageId, q] = [params.get("message"), params.get("q") ?? ""];
  const shownId = useRef<string | null>(null);
  const { messages, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = history;
  const isLoaded = messageId !== null && messages.some(({ id }) => id === messageId);

  useEffect(() => {
    if (messageId === null || isLoaded || shownId.current === messageId) return;
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [messageId, isLoaded, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);

  useEffect(() => {
    if (!isLoaded || shownId.current === messageId) return;
    shownId.current = messageId;
    stopFollowing();
    const element = scroller.current?.querySelector<HTMLElement>(`[data-message="${CSS.escape(messageId)}"]`);
    if (element) reveal(element);
  }, [isLoaded, messageId, scroller, stopFollowing]);

  useEffect(() => {
    const element =
      isLoaded && scroller.current?.querySelector<HTMLElement>(`[data-message="${CSS.escape(messageId)}"]`);
    return element ? highlightWords(element, q) : undefined;
  }, [isLoaded, messageId, q, scroller]);
}

function reveal(element: HTMLElement): void {
  element.dataset.opened = "";
  element.tabIndex = -1;
  element.focus({ preventScroll: true });
  const center = () => element.scrollIntoView({ block: "center" });
  center();
  // Again after two frames: `content-visibility` gives messages out of view their real height when they are rendered.
  requestAnimationFrame(() => requestAnimationFrame(center));
}
