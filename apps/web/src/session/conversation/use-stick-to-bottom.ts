"use client";
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

const AT_END_PX = 4;
const NEAR_PX = 64;

/**
 * Keeps a growing conversation scrolled to its end, unless the reader has scrolled up. Earlier messages that are added
 * above do not move the content in view.
 *
 * @param firstId the first message; it changes when earlier ones are loaded
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
      // Scroll anchoring keeps the content in view in place, which at the end would work against following it.
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

  /** Stops following until the reader returns to the end, after a jump to another position. */
  const stopFollowing = useCallback(() => {
    const box = scroller.current;
    // Without overflow there is no other position.
    if (box && box.scrollHeight > box.clientHeight + AT_END_PX) follow(false);
  }, [scroller, follow]);

  const onScroll = useCallback(() => {
    const box = scroller.current;
    if (!box) return;
    const rest = box.scrollHeight - box.scrollTop - box.clientHeight;
    // Any movement upwards is the reader's, as growth below does not change scrollTop.
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

  // After earlier messages were added above.
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const grown = box.scrollHeight - lastHeight.current;
    // Browsers with scroll anchoring do this themselves, except at scrollTop 0.
    const anchored = CSS.supports("overflow-anchor", "auto") && box.scrollTop > 0;
    if (following.current) box.scrollTop = box.scrollHeight;
    else if (!anchored && grown > 0) box.scrollTop += grown;
    lastTop.current = box.scrollTop;
    lastHeight.current = box.scrollHeight;
  }, [firstId]);

  return { away, toEnd, stopFollowing, onScroll };
}
