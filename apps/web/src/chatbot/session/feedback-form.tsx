"use client";
import { CHATBOT_LIMITS } from "@parley/api/chatbot/schema";
import { Star } from "lucide-react";
import { useState } from "react";
import { Button } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";
import { Field } from "../../ui/form/field.tsx";
import { TextArea } from "../../ui/form/inputs.tsx";
import { ProblemNote } from "../../ui/problem-note.tsx";
import type { LiveChatbotSession } from "../types.ts";
import { strings } from "./strings.ts";
import { useChangeSession } from "./use-change-session.ts";

const words = strings.panel;
const stars = Array.from({ length: CHATBOT_LIMITS.rating.max }, (_, index) => index + 1);

/** The rating and the comment of a session, which can be changed later. */
export function FeedbackForm({ session: { id, feedback } }: { session: LiveChatbotSession }) {
  const [rating, setRating] = useState(feedback?.rating);
  const [comment, setComment] = useState(feedback?.comment ?? "");
  const save = useChangeSession(id);
  const isChanged = rating !== feedback?.rating || comment !== (feedback?.comment ?? "");
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        const trimmed = comment.trim();
        save.mutate({
          id,
          feedback: { ...(rating ? { rating } : {}), ...(trimmed ? { comment: trimmed } : {}) },
        });
      }}
    >
      <fieldset className="flex">
        <legend className="sr-only">{words.rating}</legend>
        {stars.map((count) => (
          <label
            key={count}
            title={words.stars(count)}
            className="relative inline-flex size-9 cursor-pointer items-center justify-center rounded-md hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name="rating"
              value={count}
              checked={rating === count}
              onChange={() => setRating(count)}
              aria-label={words.stars(count)}
              className="absolute inset-0 cursor-pointer opacity-0"
            />
            <Star
              aria-hidden
              className={cx("size-5", rating && count <= rating ? "fill-current text-warn" : "text-faint")}
            />
          </label>
        ))}
      </fieldset>
      <Field label={words.comment} optional>
        {(control) => (
          <TextArea
            {...control}
            value={comment}
            maxLength={CHATBOT_LIMITS.commentMaxCharacters}
            onChange={(event) => setComment(event.target.value)}
            className="max-h-48 min-h-16"
          />
        )}
      </Field>
      {save.isError && <ProblemNote error={save.error} />}
      <div className="flex items-center gap-3">
        <Button type="submit" pending={save.isPending} disabled={!isChanged}>
          {words.saveFeedback}
        </Button>
      </div>
    </form>
  );
}
