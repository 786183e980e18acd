"use client";
import type { RouterInputs } from "@parley/api/root";
import { useCallback, useEffect, useRef, useState } from "react";
import { tryChatbot } from "./try-stream.ts";

type Input = RouterInputs["chatbot"]["chatbots"]["try"];
type Metadata = Record<string, unknown>;

/** A message of a trial. `metadata` is null while an answer is in progress. */
export type TrialMessage = {
  id: string;
  role: "user" | "assistant";
  content: string;
  metadata: Metadata | null;
};

/** A conversation with a chatbot as its form describes it, kept in this component's state only. */
export function useTrial() {
  const [messages, setMessages] = useState<TrialMessage[]>([]);
  const [error, setError] = useState<unknown>(null);
  const [isReplying, setIsReplying] = useState(false);
  const running = useRef<AbortController>(null);
  useEffect(() => () => running.current?.abort(), []);

  const stop = useCallback(() => running.current?.abort(), []);
  const startOver = useCallback(() => {
    running.current?.abort();
    setMessages([]);
    setError(null);
  }, []);

  const send = useCallback(
    async (content: string, chatbot: Input["chatbot"], clientId: string | undefined) => {
      const control = new AbortController();
      running.current = control;
      const question: TrialMessage = { id: crypto.randomUUID(), role: "user", content, metadata: {} };
      const answer: TrialMessage = {
        id: crypto.randomUUID(),
        role: "assistant",
        content: "",
        metadata: null,
      };
      const turns = [...messages, question].filter((turn) => turn.content !== "");
      setMessages([...messages, question, answer]);
      setError(null);
      setIsReplying(true);
      const change = (to: (now: TrialMessage) => Partial<TrialMessage>) =>
        setMessages((all) => all.map((one) => (one.id === answer.id ? { ...one, ...to(one) } : one)));
      try {
        const input: Input = {
          chatbot,
          turns: turns.map(({ role, content }) => ({ role, content })),
          ...(clientId ? { clientId } : {}),
        };
        for await (const event of tryChatbot(input, control.signal)) {
          if (event.type === "text") change((now) => ({ content: now.content + event.text }));
          else change((now) => ({ metadata: event.metadata, content: event.instead ?? now.content }));
        }
        if (control.signal.aborted) change(() => ({ metadata: { stopped: true } }));
      } catch (problem) {
        change(() => ({ metadata: { stopped: true } }));
        if (!control.signal.aborted) setError(problem);
      } finally {
        if (running.current === control) {
          running.current = null;
          setIsReplying(false);
        }
      }
    },
    [messages],
  );

  return { messages, send, stop, startOver, error, isReplying };
}
