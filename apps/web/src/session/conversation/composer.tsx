"use client";
import { ArrowUp, Square } from "lucide-react";
import { type KeyboardEvent, type RefObject, useId } from "react";
import { Button } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";
import { strings } from "../strings.ts";

const words = strings.composer;
const WARN_BELOW = 500;

type ComposerProps = {
  input: RefObject<HTMLTextAreaElement | null>;
  draft: string;
  setDraft: (text: string) => void;
  name: string;
  /** says as whom one writes, where it is not as oneself */
  writesAs?: string | undefined;
  /** the person's own last message, which arrow up recalls */
  lastOwn: string | undefined;
  replying: boolean;
  onSend: (content: string) => void;
  onStop: () => void;
};

/** The field for a message. Enter sends and Shift+Enter adds a line; on a touch keyboard Enter adds a line. */
export function Composer(props: ComposerProps) {
  const { input, draft, setDraft, name, writesAs, lastOwn, replying, onSend, onStop } = props;
  const content = draft.trim();
  const left = words.limit - content.length;
  const canSend = content.length > 0 && left >= 0;
  const note = useId();
  const asWhom = useId();

  function submit() {
    if (!canSend) return;
    onSend(content);
    setDraft("");
    input.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.nativeEvent.isComposing) return;
    const touch = window.matchMedia("(pointer: coarse)").matches;
    if (event.key === "Enter" && !event.shiftKey && !touch) {
      event.preventDefault();
      submit();
    } else if (event.key === "ArrowUp" && draft === "" && lastOwn) {
      event.preventDefault();
      setDraft(lastOwn);
    } else if (event.key === "Escape" && replying) {
      event.preventDefault();
      onStop();
    }
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      className="mx-auto w-full max-w-prose px-3 text-base pt-1 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:px-6"
    >
      {writesAs && (
        <p id={asWhom} className="px-2 pb-1 text-xs text-soft">
          {writesAs}
        </p>
      )}
      <div className="flex items-end gap-2 rounded-xl border border-line-strong bg-raised p-2 focus-within:outline-2 focus-within:outline-accent">
        <textarea
          ref={input}
          rows={1}
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={onKeyDown}
          aria-label={words.label}
          aria-describedby={cx(writesAs && asWhom, left < WARN_BELOW && note) || undefined}
          aria-invalid={left < 0 || undefined}
          placeholder={words.placeholder(name)}
          enterKeyHint="enter"
          className="field-sizing-content max-h-[min(40dvh,16rem)] min-h-9 w-full resize-none bg-transparent px-2 py-1.5 text-base outline-none"
        />
        {replying && (
          <Button onClick={onStop}>
            <Square aria-hidden className="size-3.5 fill-current" />
            {words.stop}
          </Button>
        )}
        <Button type="submit" look="primary" disabled={!canSend}>
          <ArrowUp aria-hidden className="size-4" />
          {words.send}
        </Button>
      </div>
      {left < WARN_BELOW && (
        <p id={note} className={`tabular mt-1 px-2 text-xs ${left < 0 ? "text-danger" : "text-faint"}`}>
          {left < 0 ? words.tooLong(-left) : words.left(left)}
        </p>
      )}
    </form>
  );
}
