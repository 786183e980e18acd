"use client";
import { type RefObject, useCallback, useEffect, useMemo, useState } from "react";

/** Rows are rendered this far beyond the viewport, so that fast scrolling shows no gaps. */
const OVERSCAN_PX = 600;

/** The offset of each row, and last the total height. */
export function offsetsOf(heights: number[]): number[] {
  const offsets = [0];
  for (const height of heights) offsets.push((offsets.at(-1) ?? 0) + height);
  return offsets;
}

/** The first and the last row between two offsets. */
export function rowsBetween(offsets: number[], top: number, bottom: number): { first: number; last: number } {
  const count = offsets.length - 1;
  return { first: rowAt(offsets, top), last: Math.min(rowAt(offsets, bottom), count - 1) };
}

/** The row at an offset, by binary search. */
function rowAt(offsets: number[], y: number): number {
  let low = 0;
  let high = Math.max(0, offsets.length - 2);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((offsets[middle] ?? 0) <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Virtualizes a list whose rows have known heights: the rows to render, their offsets, and a way to scroll to one. */
export function useVirtualRows(scroller: RefObject<HTMLElement | null>, heights: number[]) {
  const offsets = useMemo(() => offsetsOf(heights), [heights]);
  const [view, setView] = useState({ top: 0, bottom: 1200 });

  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const look = () => {
      const { scrollTop, clientHeight } = box;
      // In steps of 200 px, so that most scroll events cause no render.
      const top = Math.floor(scrollTop / 200) * 200;
      setView((now) => {
        const bottom = top + clientHeight + 200;
        return now.top === top && now.bottom === bottom ? now : { top, bottom };
      });
    };
    const observer = new ResizeObserver(look);
    observer.observe(box);
    box.addEventListener("scroll", look, { passive: true });
    return () => {
      observer.disconnect();
      box.removeEventListener("scroll", look);
    };
  }, [scroller]);

  const goTo = useCallback(
    (row: number) => {
      const box = scroller.current;
      const [start, end] = [offsets[row], offsets[row + 1]];
      if (!box || start === undefined || end === undefined) return;
      if (start < box.scrollTop) box.scrollTop = start;
      else if (end > box.scrollTop + box.clientHeight) box.scrollTop = end - box.clientHeight;
    },
    [scroller, offsets],
  );

  const { first, last } = rowsBetween(offsets, view.top - OVERSCAN_PX, view.bottom + OVERSCAN_PX);
  return { first, last, offsets, height: offsets.at(-1) ?? 0, goTo };
}
