"use client";
import { useEffect, useMemo } from "react";
import type { Message } from "../../api/types.ts";
import { notStored, type Progress, removeStored, useProgress } from "./progress.ts";

/**
 * The replies to show beside `messages`, in order. A finished reply is left out in the same render in which its message
 * appears: with both or neither in the page for a moment, the reader would lose their place.
 */
export function useReplies(sessionId: string, messages: Message[]): Progress[] {
  const all = useProgress(sessionId);
  const replies = useMemo(() => notStored(messages, all), [messages, all]);
  // Removed for good, as the list may drop the message again together with the page it was loaded in.
  useEffect(() => {
    if (replies.length < all.length) removeStored(sessionId, messages);
  }, [sessionId, messages, replies, all]);
  return replies;
}
