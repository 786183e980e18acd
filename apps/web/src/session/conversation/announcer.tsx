"use client";
import { useEffect, useRef, useState } from "react";
import type { Message } from "../../api/types.ts";
import { strings } from "../strings.ts";

const ANNOUNCED_MS = 2_000;

/** Announces each finished reply once to screen readers, but neither its progress nor earlier messages that are loaded. */
export function Announcer({ messages, name }: { messages: Message[]; name: string }) {
  const [text, setText] = useState("");
  const last = messages.at(-1);
  const known = useRef<string | null>(null);
  useEffect(() => {
    if (!last) return;
    const isNew = known.current !== null && known.current !== last.id;
    known.current = last.id;
    if (!isNew || !last.isAgent) return;
    setText(strings.says(name, last.content));
    const timer = setTimeout(() => setText(""), ANNOUNCED_MS);
    return () => clearTimeout(timer);
  }, [last, name]);
  return (
    <div aria-live="polite" className="sr-only">
      {text}
    </div>
  );
}
