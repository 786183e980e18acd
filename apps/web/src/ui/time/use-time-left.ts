"use client";
import { useEffect, useState } from "react";

const MINUTE = 60_000;

/** Milliseconds until `deadline` (of `performance.now()`), updated every second in the last two minutes and less often before. */
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
