"use client";
import { useEffect, useState } from "react";

const MINUTE = 60_000;

/** Milliseconds until `deadline` (on the page's clock), counted by the second near the end and else more calmly. */
export function useTimeLeft(deadline: number): number {
  const [left, setLeft] = useState(() => Math.max(0, deadline - performance.now()));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const count = () => {
      const rest = Math.max(0, deadline - performance.now());
      setLeft(rest);
      if (rest > 0) timer = setTimeout(count, rest < 2 * MINUTE ? 1_000 : Math.min(10_000, rest - 90_000));
    };
    count();
    return () => clearTimeout(timer);
  }, [deadline]);
  return left;
}
