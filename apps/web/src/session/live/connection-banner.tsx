"use client";
import { CloudOff, RefreshCw } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "../../ui/button.tsx";
import { strings } from "../strings.ts";
import type { Connection } from "./open-live.ts";

const BACK_SHOWN_MS = 2_500;

/** Says when the page is not in step, when it tries again, and when it is back. Otherwise it is not there. */
export function ConnectionBanner({ connection, retry }: { connection: Connection; retry: () => void }) {
  const troubled = useTroubled(connection);
  const seconds = useSecondsUntil(connection.state === "waiting" ? connection.until : null);
  const back = useShortly(connection.state === "live" && connection.again ? connection : null);
  const text = textOf(connection, troubled, seconds, back);
  return (
    <div role="status">
      {text && (
        <div
          data-edge
          className="flex min-h-9 flex-wrap items-center justify-center gap-2 bg-warn-soft px-4 py-1 text-center text-text"
        >
          {back ? <RefreshCw aria-hidden className="size-4" /> : <CloudOff aria-hidden className="size-4" />}
          <span className="tabular">{text}</span>
          {connection.state === "waiting" && (
            <Button size="sm" onClick={retry}>
              {strings.connection.now}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

function textOf(connection: Connection, troubled: boolean, seconds: number, back: boolean): string | null {
  const words = strings.connection;
  if (connection.state === "offline") return words.offline;
  if (connection.state === "waiting") return words.waiting(seconds);
  if (connection.state === "connecting" && troubled) return words.connecting;
  return back ? words.back : null;
}

/** Whether the connection was lost since it was last good: the first connecting is no news. */
function useTroubled({ state }: Connection): boolean {
  const [troubled, setTroubled] = useState(false);
  if (!troubled && (state === "waiting" || state === "offline")) setTroubled(true);
  if (troubled && state === "live") setTroubled(false);
  return troubled;
}

function useSecondsUntil(until: number | null): number {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    if (until === null) return;
    const count = () => setLeft(Math.max(1, Math.ceil((until - performance.now()) / 1000)));
    count();
    const timer = setInterval(count, 250);
    return () => clearInterval(timer);
  }, [until]);
  return left;
}

/** True for a moment after `news` changes to something. */
function useShortly(news: object | null): boolean {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    setShown(news !== null);
    if (news === null) return;
    const timer = setTimeout(() => setShown(false), BACK_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [news]);
  return shown;
}
