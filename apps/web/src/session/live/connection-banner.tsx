"use client";
import { CloudOff, RefreshCw } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "../../ui/button.tsx";
import { strings } from "../strings.ts";
import type { Connection } from "./open-live.ts";

const RESTORED_SHOWN_MS = 2_500;

/** Shows that the connection is lost, when it is retried, and briefly that it is restored; otherwise nothing. */
export function ConnectionBanner({ connection, retry }: { connection: Connection; retry: () => void }) {
  const wasLost = useWasLost(connection);
  const seconds = useSecondsUntil(connection.state === "waiting" ? connection.until : null);
  const restored = useBriefly(connection.state === "live" && connection.again ? connection : null);
  const text = textOf(connection, wasLost, seconds, restored);
  return (
    <div role="status">
      {text && (
        <div
          data-edge
          className="flex min-h-9 flex-wrap items-center justify-center gap-2 bg-warn-soft px-4 py-1 text-center text-text"
        >
          {restored ? (
            <RefreshCw aria-hidden className="size-4" />
          ) : (
            <CloudOff aria-hidden className="size-4" />
          )}
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

function textOf(connection: Connection, wasLost: boolean, seconds: number, restored: boolean): string | null {
  const words = strings.connection;
  if (connection.state === "offline") return words.offline;
  if (connection.state === "waiting") return words.waiting(seconds);
  if (connection.state === "connecting" && wasLost) return words.connecting;
  return restored ? words.back : null;
}

/** Whether the connection was lost since it was last live. The first attempt to connect does not count. */
function useWasLost({ state }: Connection): boolean {
  const [wasLost, setWasLost] = useState(false);
  if (!wasLost && (state === "waiting" || state === "offline")) setWasLost(true);
  if (wasLost && state === "live") setWasLost(false);
  return wasLost;
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

/** True for a short time after `change` becomes another object. */
function useBriefly(change: object | null): boolean {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    setShown(change !== null);
    if (change === null) return;
    const timer = setTimeout(() => setShown(false), RESTORED_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [change]);
  return shown;
}
