"use client";
import { useSearchParams } from "next/navigation";
import { type RefObject, useEffect, useRef } from "react";
import type { useMessages } from "../live/use-messages.ts";
import { highlightWords } from "./highlight-words.ts";

type Scroller = RefObject<HTMLElement | null>;

/**
 * Opens a conversation at the message that the address names (`?message=…`), with the words of a search (`&q=…`) marked in it.
 * What was said after it is loaded on the way, so that nothing is missing between it and the end.
 *
 * @param stay keeps the list from following its end
 */
export function useScrollToMessage(
  scroller: Scroller,
  history: ReturnType<typeof useMessages>,
  stay: () => void,
) {
  const params = useSearchParams();
  const [wanted, q] = [params.get("message"), params.get("q") ?? ""];
  const opened = useRef<string | null>(null);
  const { messages, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = history;
  const isThere = wanted !== null && messages.some(({ id }) => id === wanted);

  useEffect(() => {
    if (wanted === null || isThere || opened.current === wanted) return;
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [wanted, isThere, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);

  useEffect(() => {
    if (!isThere || opened.current === wanted) return;
    opened.current = wanted;
    stay();
    const element = scroller.current?.querySelector<HTMLElement>(`[data-message="${CSS.escape(wanted)}"]`);
    if (element) lead(element);
  }, [isThere, wanted, scroller, stay]);

  useEffect(() => {
    const element =
      isThere && scroller.current?.querySelector<HTMLElement>(`[data-message="${CSS.escape(wanted)}"]`);
    return element ? highlightWords(element, q) : undefined;
  }, [isThere, wanted, q, scroller]);
}

function lead(element: HTMLElement): void {
  element.dataset.opened = "";
  element.tabIndex = -1;
  element.focus({ preventScroll: true });
  const look = () => element.scrollIntoView({ block: "center" });
  look();
  // Messages that were out of view get their true height when they are first drawn.
  requestAnimationFrame(() => requestAnimationFrame(look));
}
