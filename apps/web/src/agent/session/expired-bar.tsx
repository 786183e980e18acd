"use client";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTRPC } from "../../api/trpc.ts";
import { ClosedBar } from "../../session/closed-bar.tsx";
import { sessionPath } from "../../shell/paths.ts";
import { Button } from "../../ui/button.tsx";
import { ProblemNote } from "../../ui/problem-note.tsx";
import type { LiveAgentSession } from "../types.ts";
import { strings as words } from "./strings.ts";

/** In place of the composer in an expired session; starts a new one with the same agent and settings. */
export function ExpiredBar({ session }: { session: LiveAgentSession }) {
  const trpc = useTRPC();
  const router = useRouter();
  const create = useMutation(
    trpc.agent.create.mutationOptions({ onSuccess: ({ id }) => router.push(sessionPath(id)) }),
  );
  const { agentId, userId, metadata, timeoutConfig, title } = session;
  return (
    <ClosedBar
      title={words.expiredTitle}
      text={words.expiredText}
      problem={create.isError && <ProblemNote error={create.error} className="mb-2" />}
    >
      <Button
        look="primary"
        pending={create.isPending || create.isSuccess}
        onClick={() =>
          create.mutate({ agentId, userId, metadata, timeoutConfig, ...(title ? { title } : {}) })
        }
      >
        {words.continue}
      </Button>
    </ClosedBar>
  );
}
