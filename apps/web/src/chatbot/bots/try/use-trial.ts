"use client";
import type { RouterInputs } from "@parley/api/root";
import { useCallback, useEffect, useRef, useState } from "react";
import { tryChatbot } from "./try-stream.ts";

type Input = RouterInputs["chatbot"]["chatbots"]["try"];
type Metadata = Record<string, unknown>;

/** What was said while a chatbot is tried. `metadata` is null while an answer is being written. */
export type TrialMessage = {
  id: string;
  role: "user" | "assistant";
  content: string;
  metadata: Metadata | null;
};

/** A conversation with a chatbot as its form stands; it lives on this page alone. */
export function useTrial() {
  const [said, setSaid] = useState<TrialMessage[]>([]);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const running = useRef<AbortController>(null);
  useEffect(() => () => running.current?.abort(), []);

  const stop = useCallback(() => running.current?.abort(), []);
  const startOver = useCallback(() => {
    running.current?.abort();
    setSaid([]);
    setError(null);
  }, []);

  const ask = useCallback(
    async (content: string, chatbot: Input["chatbot"], clientId: string | undefined) => {
      const control = new AbortController();
      running.current = control;
      const asked: TrialMessage = { id: crypto.randomUUID(), role: "user", content, metadata: {} };
      const answer: TrialMessage = {
        id: crypto.randomUUID(),
        role: "assistant",
        content: "",
        metadata: null,
      };
      const turns = [...said, asked].filter((turn) => turn.content !== "");
      setSaid([...said, asked, answer]);
      setError(null);
      setBusy(true);
      const change = (to: (now: TrialMessage) => Partial<TrialMessage>) =>
        setSaid((all) => all.map((one) => (one.id === answer.id ? { ...one, ...to(one) } : one)));
      try {
        const input: Input = {
          ...{ chatbot, turns: turns.map(({ role, content }) => ({ role, content })) },
          ...(clientId ? { clientId } : {}),
        };
        for await (const piece of tryChatbot(input, control.signal)) {
          if (piece.type === "text") change((now) => ({ content: now.content + piece.text }));
          else change((now) => ({ metadata: piece.metadata, content: piece.instead ?? now.content }));
        }
        if (control.signal.aborted) change(() => ({ metadata: { stopped: true } }));
      } catch (problem) {
        change(() => ({ metadata: { stopped: true } }));
        if (!control.signal.aborted) setError(problem);
      } finally {
        if (running.current === control) {
          running.current = null;
          setBusy(false);
        }
      }
    },
    [said],
  );

  return { said, ask, stop, startOver, error, busy };
}
