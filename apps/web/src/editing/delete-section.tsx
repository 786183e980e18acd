"use client";
import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "../ui/button.tsx";
import { loadCode } from "../ui/load-code.ts";
import { notify } from "../ui/overlay/toast.ts";
import { ProblemNote } from "../ui/problem-note.tsx";

const Confirm = dynamic(() =>
  loadCode(() => import("../ui/overlay/confirm.tsx").then((module) => module.Confirm)),
);

type DeleteSectionProps = {
  name: string;
  remove: () => Promise<unknown>;
  /** of the lists that show the thing */
  listKey: QueryKey;
  words: { delete: string; deleteTitle: (name: string) => string; deleteText: string; deleted: string };
  /** where to go afterwards */
  next: string;
};

/** The end of an edit page: deletes the thing after a confirmation that says what is kept. */
export function DeleteSection({ name, remove, listKey, words, next }: DeleteSectionProps) {
  const router = useRouter();
  const queryClient = useQueryClient();
  const [confirming, setConfirming] = useState(false);
  const deletion = useMutation({
    mutationFn: remove,
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: listKey });
      notify.info(words.deleted);
      router.push(next);
    },
  });
  return (
    <div className="flex flex-col items-start gap-3 border-t border-line pt-6">
      {deletion.isError && <ProblemNote error={deletion.error} />}
      <Button look="danger" pending={deletion.isPending} onClick={() => setConfirming(true)}>
        {words.delete}
      </Button>
      {confirming && (
        <Confirm
          open
          onOpenChange={setConfirming}
          title={words.deleteTitle(name)}
          action={words.delete}
          onConfirm={() => deletion.mutate()}
        >
          {words.deleteText}
        </Confirm>
      )}
    </div>
  );
}
