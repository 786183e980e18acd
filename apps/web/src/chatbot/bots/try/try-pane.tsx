"use client";
import { CHATBOT_LIMITS } from "@parley/api/chatbot/schema";
import { RotateCcw } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import { Composer } from "../../../session/conversation/composer.tsx";
import { MessageFrame } from "../../../session/conversation/message-frame.tsx";
import { MessageText } from "../../../session/conversation/message-text.tsx";
import { TypedText } from "../../../session/conversation/typed-text.tsx";
import { strings as session } from "../../../session/strings.ts";
import { Button } from "../../../ui/button.tsx";
import { ProblemNote } from "../../../ui/problem-note.tsx";
import { ClientPicker } from "../../directory/directory-picker.tsx";
import { AnswerMarks } from "../../session/answer-marks.tsx";
import type { Chatbot } from "../../types.ts";
import { strings } from "../strings.ts";
import { type ChatbotValues, toChatbotInput } from "../values.ts";
import { strings as words } from "./strings.ts";
import { type TrialMessage, useTrial } from "./use-trial.ts";

type TryPaneProps = { form: UseFormReturn<ChatbotValues>; metadata?: Chatbot["metadata"] };

/** A conversation with the chatbot as the form describes it, saved or not. */
export function TryPane({ form, metadata }: TryPaneProps) {
  const [draft, setDraft] = useState("");
  const [client, setClient] = useState<{ id: string; name: string } | null>(null);
  const [invalid, setInvalid] = useState(false);
  const input = useRef<HTMLTextAreaElement>(null);
  const { messages, send: sendToTrial, stop, startOver, error, isReplying } = useTrial();
  const isFull = messages.length >= CHATBOT_LIMITS.tryTurnsMax;
  const name = form.watch("name").trim() || strings.one;

  async function send(content: string) {
    const isValid = await form.trigger();
    setInvalid(!isValid);
    if (isValid) return sendToTrial(content, toChatbotInput(form.getValues(), metadata), client?.id);
    setDraft(content);
  }

  return (
    <section aria-label={words.title} className="flex min-h-0 flex-1 flex-col">
      <header className="flex flex-col gap-3 border-b border-line p-4">
        <div className="flex items-center justify-between gap-3">
          <h2 className="text-base font-semibold">{words.title}</h2>
          <Button size="sm" disabled={messages.length === 0} onClick={startOver}>
            <RotateCcw aria-hidden className="size-3.5" />
            {words.startOver}
          </Button>
        </div>
        <p className="text-soft">{words.lead}</p>
        <ClientPicker label={words.as} value={client} onChange={setClient} />
      </header>
      <TrialLog messages={messages} name={name} ownName={client?.name ?? words.exampleName} />
      {error !== null && <ProblemNote error={error} className="mx-4 mb-2" />}
      {invalid && (
        <p role="alert" className="px-4 pb-2 text-danger">
          {words.invalid}
        </p>
      )}
      {isFull ? (
        <p className="p-4 text-soft">{words.full(messages.length)}</p>
      ) : (
        <Composer
          input={input}
          draft={draft}
          setDraft={setDraft}
          name={name}
          lastOwn={messages.findLast(({ role }) => role === "user")?.content}
          replying={isReplying}
          onSend={(content) => {
            if (!isReplying) void send(content);
          }}
          onStop={stop}
        />
      )}
    </section>
  );
}

function TrialLog({ messages, name, ownName }: { messages: TrialMessage[]; name: string; ownName: string }) {
  const end = useRef<HTMLDivElement>(null);
  const length = messages.reduce((sum, { content }) => sum + content.length, 0);
  useEffect(() => {
    const box = end.current;
    if (box && length > 0) box.scrollTop = box.scrollHeight;
  }, [length]);
  return (
    <div
      ref={end}
      role="log"
      aria-label={words.title}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      aria-busy={messages.some(({ metadata }) => metadata === null)}
      className="min-h-40 flex-1 overflow-y-auto px-4 py-2 text-base focus-visible:-outline-offset-2"
    >
      {messages.length === 0 && <p className="py-6 text-center text-sm text-soft">{words.empty}</p>}
      {messages.map((one) => (
        <MessageFrame key={one.id} mine={one.role === "user"} name={one.role === "user" ? ownName : name}>
          {one.role === "user" ? <TypedText text={one.content} /> : <Answer answer={one} name={name} />}
        </MessageFrame>
      ))}
    </div>
  );
}

function Answer({ answer: { content, metadata }, name }: { answer: TrialMessage; name: string }) {
  return (
    <>
      {content ? (
        <MessageText markdown={content} />
      ) : (
        metadata === null && <p className="text-sm text-soft">{session.waiting(name)}</p>
      )}
      {metadata?.stopped === true && <p className="mt-1 text-sm text-soft">{session.stopped}</p>}
      {metadata?.fallback === true && <p className="mt-1 text-sm text-danger">{session.fallback}</p>}
      {metadata && <AnswerMarks metadata={metadata} />}
    </>
  );
}
