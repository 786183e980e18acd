"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEventHandler, ReactNode } from "react";
import { useTRPC } from "../api/trpc.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/overlay/dialog.tsx";
import { notify } from "../ui/overlay/toast.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { strings as ui } from "../ui/strings.ts";

/** Sends a change of the profile, then shows `done` and the changed profile. */
export function useProfileChange<Input>(
  send: (input: Input) => Promise<unknown>,
  done: string,
  onClose: () => void,
) {
  const queryClient = useQueryClient();
  const queryKey = useTRPC().account.me.queryKey();
  return useMutation({
    mutationFn: send,
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey });
      notify.info(done);
      onClose();
    },
  });
}

type ProfileDialogProps = {
  title: string;
  description?: string;
  change: { error: unknown; isError: boolean; isPending: boolean };
  onClose: () => void;
  onSubmit: FormEventHandler;
  children: ReactNode;
};

/** The frame of a dialog that changes a part of the profile; its fields are children. */
export function ProfileDialog(props: ProfileDialogProps) {
  const { title, description, change, onClose, onSubmit, children } = props;
  return (
    <Dialog open onOpenChange={onClose} title={title} description={description}>
      <form method="post" noValidate className="flex flex-col gap-4" onSubmit={onSubmit}>
        {children}
        {change.isError && <ProblemNote error={change.error} />}
        <Button type="submit" look="primary" pending={change.isPending}>
          {ui.save}
        </Button>
      </form>
    </Dialog>
  );
}
