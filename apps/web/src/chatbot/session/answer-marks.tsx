import { Citations } from "./citations.tsx";
import { strings } from "./strings.ts";

/** What is to be known about an answer: that it was careful, that nothing known answers it, and where it comes from. */
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
