"use client";
import { useEffect, useMemo } from "react";
import type { Message } from "../../api/types.ts";
import { notIn, type Progress, settle, useProgress } from "./progress.ts";

/**
 * The replies to be shown beside `messages`, in their order. One that has become a message goes in the very rendering
 * in which its message comes: a page that holds both or neither of them for a moment loses the reader's place.
 */
export function useReplies(sessionId: string, messages: Message[]): Progress[] {
  const all = useProgress(sessionId);
  const replies = useMemo(() => notIn(messages, all), [messages, all]);
  // Later the message may leave the list again, with the page it was loaded in; its progress does not come back.
  useEffect(() => {
    if (replies.length < all.length) settle(sessionId, messages);
  }, [sessionId, messages, replies, all]);
  return replies;
}
