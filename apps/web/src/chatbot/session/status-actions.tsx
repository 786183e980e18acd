"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useMessages } from "../../session/live/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { loadCode } from "../../ui/load-code.ts";
import { ProblemNote } from "../../ui/problem-note.tsx";
import { StartTimeField, toTimestamp } from "../start/start-time-field.tsx";
import type { LiveChatbotSession } from "../types.ts";
import { strings } from "./strings.ts";
import { useChangeSession } from "./use-change-session.ts";

const Confirm = dynamic(() =>
  loadCode(() => import("../../ui/overlay/confirm.tsx").then((module) => module.Confirm)),
);
const words = strings.panel;

/** The transitions from a session's status. Final ones need a confirmation. */
export function StatusActions({ session: { id, status } }: { session: LiveChatbotSession }) {
  const [confirming, setConfirming] = useState<"COMPLETED" | "TERMINATED" | null>(null);
  const change = useChangeSession(id);
  const { messages, isSuccess } = useMessages(id);
  if (status === "COMPLETED" || status === "TERMINATED") return null;
  const isEmpty = isSuccess && messages.length === 0;
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap gap-2">
        {status === "ACTIVE" ? (
          <Button onClick={() => setConfirming("COMPLETED")}>{words.end}</Button>
        ) : (
          <Button pending={change.isPending} onClick={() => change.mutate({ id, status: "ACTIVE" })}>
            {strings.startNow}
          </Button>
        )}
        <Button look="danger" onClick={() => setConfirming("TERMINATED")}>
          {status === "ACTIVE" ? words.terminate : words.callOff}
        </Button>
      </div>
      {(status === "SCHEDULED" || isEmpty) && (
        <ScheduleForm
          pending={change.isPending}
          onSchedule={(startTime) => change.mutate({ id, status: "SCHEDULED", startTime })}
        />
      )}
      {change.isError && <ProblemNote error={change.error} />}
      {confirming && (
        <Confirm
          open
          onOpenChange={() => setConfirming(null)}
          title={words.sure[confirming]}
          action={confirming === "COMPLETED" ? words.end : words.terminate}
          onConfirm={() => change.mutate({ id, status: confirming })}
        >
          {words.sure.text}
        </Confirm>
      )}
    </div>
  );
}

type ScheduleFormProps = { pending: boolean; onSchedule: (startTime: string) => void };

function ScheduleForm({ pending, onSchedule }: ScheduleFormProps) {
  const [at, setAt] = useState("");
  const startTime = toTimestamp(at);
  return (
    <form
      className="flex flex-col items-start gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (startTime) onSchedule(startTime);
      }}
    >
      <StartTimeField label={words.startTime} hint={words.scheduleHint} value={at} onChange={setAt} />
      <Button type="submit" pending={pending} disabled={!startTime}>
        {words.schedule}
      </Button>
    </form>
  );
}
