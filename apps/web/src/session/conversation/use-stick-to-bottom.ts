"use client";
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

const AT_END_PX = 4;
const NEAR_PX = 64;

/**
 * Follows the end of a growing conversation, but only while the reader is there: who has scrolled up stays where
 * they are. Earlier messages that arrive above do not move what is being read.
 *
 * @param firstId the first message shown; it changes when earlier ones are loaded
 */
export function useStickToBottom(scroller: RefObject<HTMLElement | null>, firstId: string | undefined) {
  const following = useRef(true);
  const lastTop = useRef(0);
  const lastHeight = useRef(0);
  const [away, setAway] = useState(false);
  const follow = useCallback(
    (on: boolean) => {
      following.current = on;
      setAway(!on);
      // The browser's own anchoring holds what is being read; at the end it would pull against the following.
      if (scroller.current) scroller.current.style.overflowAnchor = on ? "none" : "auto";
    },
    [scroller],
  );

  const toEnd = useCallback(() => {
    const box = scroller.current;
    if (!box) return;
    follow(true);
    box.scrollTop = box.scrollHeight;
    lastTop.current = box.scrollTop;
  }, [scroller, follow]);

  /** Leaves the end alone until the reader comes back to it: they were led to another place. */
  const stay = useCallback(() => {
    const box = scroller.current;
    // Where all is in view there is no other place.
    if (box && box.scrollHeight > box.clientHeight + AT_END_PX) follow(false);
  }, [scroller, follow]);

  const onScroll = useCallback(() => {
    const box = scroller.current;
    if (!box) return;
    const rest = box.scrollHeight - box.scrollTop - box.clientHeight;
    // The least movement upwards is the reader's wish to stay: growth below leaves the position as it is.
    if (rest < AT_END_PX) follow(true);
    else if (box.scrollTop < lastTop.current - 1) follow(false);
    else if (box.scrollTop > lastTop.current + 1 && rest < NEAR_PX) follow(true);
    lastTop.current = box.scrollTop;
  }, [scroller, follow]);

  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const observer = new ResizeObserver(() => {
      lastHeight.current = box.scrollHeight;
      if (!following.current) return;
      box.scrollTop = box.scrollHeight;
      lastTop.current = box.scrollTop;
    });
    observer.observe(box);
    for (const child of box.children) observer.observe(child);
    return () => observer.disconnect();
  }, [scroller]);

  // Runs when earlier messages have been put above
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const grown = box.scrollHeight - lastHeight.current;
    // Browsers that anchor scrolling do this themselves, except at the very top.
    const anchored = CSS.supports("overflow-anchor", "auto") && box.scrollTop > 0;
    if (following.current) box.scrollTop = box.scrollHeight;
    else if (!anchored && grown > 0) box.scrollTop += grown;
    lastTop.current = box.scrollTop;
    lastHeight.current = box.scrollHeight;
  }, [firstId]);

  return { away, toEnd, stay, onScroll };
}
