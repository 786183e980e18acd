"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "../api/trpc.ts";
import { Button } from "../ui/button.tsx";
import { notifyProblem } from "../ui/overlay/notify-problem.ts";
import { strings } from "./strings.ts";

type HandledButtonProps = { id: string; onHandled?: () => Promise<unknown>; className?: string };

/** Marks what a session needs its owner for as handled. */
export function HandledButton({ id, onHandled, className }: HandledButtonProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const handle = useMutation(
    trpc.sessions.handle.mutationOptions({
      onSuccess: () =>
        Promise.all([
          queryClient.invalidateQueries({ queryKey: trpc.sessions.list.pathKey() }),
          queryClient.invalidateQueries({ queryKey: trpc.sessions.needs.queryKey() }),
          onHandled?.(),
        ]),
      onError: notifyProblem,
    }),
  );
  return (
    <Button size="sm" className={className} pending={handle.isPending} onClick={() => handle.mutate({ id })}>
      {strings.handled}
    </Button>
  );
}
