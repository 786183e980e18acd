"use client";
import { useDeferredValue } from "react";
import { MessageFrame } from "./message-frame.tsx";
import { MessageText } from "./message-text.tsx";
import type { Progress } from "./progress.ts";
import { strings } from "./strings.ts";

/** A reply as it is being written, or waiting for its turn. */
export function ReplyInProgress({ reply, name }: { reply: Progress; name: string }) {
  const text = useDeferredValue(reply.text);
  const state = reply.state === "queued" ? strings.queued(name) : strings.waiting(name);
  return (
    <MessageFrame mine={false} name={name}>
      {text ? (
        <MessageText markdown={text} />
      ) : (
        <p className="flex items-center gap-2 text-sm text-soft">
          <span aria-hidden className="size-2 animate-pulse rounded-full bg-agent" />
          {state}
        </p>
      )}
    </MessageFrame>
  );
}
