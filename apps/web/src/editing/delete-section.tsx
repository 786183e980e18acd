"use client";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "../ui/button.tsx";
import { notify } from "../ui/overlay/toast.ts";
import { ProblemNote } from "../ui/problem-note.tsx";

const Confirm = dynamic(() => import("../ui/overlay/confirm.tsx").then((module) => module.Confirm));

type DeleteSectionProps = {
  remove: () => Promise<unknown>;
  pending: boolean;
  error: unknown;
  words: { action: string; title: string; text: string; deleted: string };
  /** where to go when it is gone */
  next: string;
};

/** The end of an edit page: deletes the thing, after asking, and says what stays. */
export function DeleteSection({ remove, pending, error, words, next }: DeleteSectionProps) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  async function confirmed() {
    try {
      await remove();
    } catch {
      // The error is shown above the button.
      return;
    }
    notify.info(words.deleted);
    router.push(next);
  }
  return (
    <div className="flex flex-col items-start gap-3 border-t border-line pt-6">
      {error !== null && <ProblemNote error={error} />}
      <Button look="danger" pending={pending} onClick={() => setAsking(true)}>
        {words.action}
      </Button>
      {asking && (
        <Confirm
          open
          onOpenChange={setAsking}
          title={words.title}
          action={words.action}
          onConfirm={() => void confirmed()}
        >
          {words.text}
        </Confirm>
      )}
    </div>
  );
}
