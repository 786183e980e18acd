import { Citations } from "./citations.tsx";
import { strings } from "./strings.ts";

/** Marks of an answer: that it is the careful one, that the knowledge base has no answer, and its sources. */
export function AnswerMarks({ metadata }: { metadata: Record<string, unknown> }) {
  const mark =
    metadata.careful === true
      ? strings.careful
      : metadata.unanswered === true && metadata.fallback !== true
        ? strings.unanswered
        : null;
  return (
    <>
      {mark && <p className="mt-2 text-sm text-soft">{mark}</p>}
      <Citations metadata={metadata} />
    </>
  );
}
