"use client";
import { Button } from "../ui/button.tsx";
import { strings as words } from "./strings.ts";

/** A field of two versions. */
export type Difference = { field: string; theirs: string; yours: string };

type ConflictNoteProps = {
  rows: Difference[];
  keepTheirs: () => void;
  keepYours: () => void;
};

/** A lost update: the fields that differ, both versions side by side, and the choice between them. */
export function ConflictNote({ rows, keepTheirs, keepYours }: ConflictNoteProps) {
  const different = rows.filter(({ theirs, yours }) => theirs !== yours);
  return (
    <div
      role="alert"
      className="flex flex-col gap-3 rounded-lg border border-warn/60 bg-warn-soft p-3 text-text"
    >
      <p>
        <strong className="font-semibold">{words.title}.</strong> {words.body}
      </p>
      <dl className="flex flex-col gap-3">
        {different.map(({ field, theirs, yours }) => (
          <div key={field}>
            <dt className="font-medium">{field}</dt>
            <dd className="mt-1 grid gap-2 sm:grid-cols-2">
              <Version label={words.theirs} text={theirs} />
              <Version label={words.yours} text={yours} />
            </dd>
          </div>
        ))}
      </dl>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={keepTheirs}>
          {words.keepTheirs}
        </Button>
        <Button size="sm" onClick={keepYours}>
          {words.keepYours}
        </Button>
      </div>
    </div>
  );
}

function Version({ label, text }: { label: string; text: string }) {
  return (
    <div className="min-w-0 rounded-md border border-line bg-raised p-2">
      <p className="text-xs text-soft">{label}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <p tabIndex={0} className="max-h-40 overflow-y-auto break-words whitespace-pre-wrap">
        {text || "—"}
      </p>
    </div>
  );
}
