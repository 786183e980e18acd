"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { reasonOf } from "../../api/problem.ts";
import { useTRPC } from "../../api/trpc.ts";
import { ConflictNote } from "../../editing/conflict-note.tsx";
import { useSessionCache } from "../../session/live/use-session.ts";
import { Button } from "../../ui/button.tsx";
import { ProblemNote } from "../../ui/problem-note.tsx";
import { strings as ui } from "../../ui/strings.ts";
import { TimeoutFields, type TimeoutValues } from "../timeout/fields.tsx";
import { strings as timeout } from "../timeout/strings.ts";
import { fromValues, toValues } from "../timeout/values.ts";
import type { LiveAgentSession, TimeoutConfig } from "../types.ts";
import { strings } from "./strings.ts";

const names = ["timeoutMinutes", "warningThresholdMinutes", "maxDurationMinutes", "autoRenew"] as const;

/** Edits one session's timeout settings. Each message changes the session's version, so a conflict is a change of these settings. */
export function SessionTimeoutForm({ session }: { session: LiveAgentSession }) {
  const trpc = useTRPC();
  const { put } = useSessionCache(session.id);
  const [base, setBase] = useState(session.timeoutConfig);
  const [conflict, setConflict] = useState<Partial<TimeoutConfig> | null>(null);
  const form = useForm<TimeoutValues>({ defaultValues: toValues(base) });
  const { errors, isDirty } = form.formState;
  const save = useMutation(
    trpc.agent.setTimeout.mutationOptions({
      onSuccess: (saved) => {
        put(saved);
        take(saved.timeoutConfig);
      },
    }),
  );

  function take(config: TimeoutConfig) {
    setBase(config);
    setConflict(null);
    form.reset(toValues(config));
  }

  function submit(values: TimeoutValues) {
    const { config, errors: wrong } = fromValues(values);
    if (wrong) {
      for (const name of names) if (wrong[name]) form.setError(name, { message: wrong[name] });
      return;
    }
    if (same(base, session.timeoutConfig)) save.mutate({ id: session.id, ...config });
    else setConflict(config);
  }

  // Without unsaved changes, a change from elsewhere is shown at once.
  if (!isDirty && !same(base, session.timeoutConfig)) take(session.timeoutConfig);

  return (
    <form noValidate onSubmit={form.handleSubmit(submit)} className="flex flex-col gap-3">
      <TimeoutFields
        register={(name) => form.register(name)}
        errors={Object.fromEntries(names.map((name) => [name, errors[name]?.message]))}
        defaults={null}
      />
      {save.isError && reasonOf(save.error) !== "PRECONDITION_FAILED" && <ProblemNote error={save.error} />}
      {conflict && (
        <ConflictNote
          rows={names.map((name) => ({
            field: timeout[name],
            theirs: String(session.timeoutConfig[name]),
            yours: String(conflict[name]),
          }))}
          keepTheirs={() => take(session.timeoutConfig)}
          keepYours={() => save.mutate({ id: session.id, ...conflict })}
        />
      )}
      <div className="flex items-center gap-3">
        <Button type="submit" pending={save.isPending} disabled={!isDirty}>
          {ui.save}
        </Button>
        <span role="status" className="text-xs text-soft">
          {save.isSuccess && !isDirty && strings.panel.saved}
        </span>
      </div>
    </form>
  );
}

function same(a: TimeoutConfig, b: TimeoutConfig): boolean {
  return names.every((name) => a[name] === b[name]);
}
