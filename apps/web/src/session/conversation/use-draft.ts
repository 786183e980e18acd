"use client";
import { useCallback, useEffect, useState } from "react";
import { readStored, writeStored } from "../live/stored.ts";

/** The draft of a session's message, kept in localStorage until it is sent. */
export function useDraft(sessionId: string) {
  const key = `parley:draft:${sessionId}`;
  const [draft, setDraft] = useState("");
  useEffect(() => {
    const stored = readStored<string>(key);
    if (stored) setDraft(stored);
  }, [key]);
  const set = useCallback(
    (text: string) => {
      setDraft(text);
      writeStored(key, text || null);
    },
    [key],
  );
  return [draft, set] as const;
}
