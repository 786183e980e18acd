"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useTRPC } from "../api/trpc.ts";
import type { ApiKey } from "../api/types.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { loadCode } from "../ui/load-code.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Loading, Skeleton } from "../ui/skeleton.tsx";
import { strings as ui } from "../ui/strings.ts";
import { useNow } from "../ui/time/clock.ts";
import { Time } from "../ui/time/time.tsx";
import { strings } from "./strings.ts";

const words = strings.keys;
const NewKeyDialog = dynamic(() =>
  loadCode(() => import("./new-key-dialog.tsx").then((module) => module.NewKeyDialog)),
);
const Confirm = dynamic(() =>
  loadCode(() => import("../ui/overlay/confirm.tsx").then((module) => module.Confirm)),
);

/** For somebody whose programs use the API: create a key, see when it was last used, revoke it. */
export function KeysPage() {
  const trpc = useTRPC();
  const keys = useQuery(trpc.keys.list.queryOptions());
  const [creating, setCreating] = useState(false);
  const create = (
    <Button look="primary" className="self-start" onClick={() => setCreating(true)}>
      <Plus aria-hidden className="size-4" />
      {words.create}
    </Button>
  );
  return (
    <>
      {keys.isPending && (
        <Loading className="flex flex-col gap-2">
          <Skeleton className="h-20" />
          <Skeleton className="h-20" />
        </Loading>
      )}
      {keys.isError && <ProblemNote error={keys.error} onRetry={() => void keys.refetch()} />}
      {keys.data?.items.length === 0 && (
        <EmptyState icon={KeyRound} title={words.empty} action={create}>
          {words.emptyText}
        </EmptyState>
      )}
      {keys.data && keys.data.items.length > 0 && (
        <>
          <p className="text-soft">{words.lead}</p>
          {create}
          <ul className="flex flex-col divide-y divide-line border-y border-line">
            {keys.data.items.map((key) => (
              <KeyRow key={key.id} apiKey={key} />
            ))}
          </ul>
        </>
      )}
      {creating && <NewKeyDialog open onOpenChange={setCreating} />}
    </>
  );
}

function KeyRow({ apiKey }: { apiKey: ApiKey }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const now = useNow();
  const revoke = useMutation(
    trpc.keys.revoke.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.keys.list.queryKey() }),
    }),
  );
  const { name, revokedAt, expiresAt, lastUsedAt } = apiKey;
  const ended = expiresAt !== null && now !== null && new Date(expiresAt).getTime() <= now;
  return (
    <li className="flex flex-wrap items-center gap-3 py-3">
      <div className="min-w-56 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium break-all">{name}</span>
          <code className="font-mono text-xs text-soft">{apiKey.preview}…</code>
        </p>
        <p className="text-xs text-soft">
          {apiKey.scopes.map((scope) => words.scopeNames[scope] ?? scope).join(" · ")}
        </p>
        <p className="text-xs text-faint">
          {words.created} <Time at={apiKey.createdAt} /> · {words.lastUsed}{" "}
          {lastUsedAt ? <Time at={lastUsedAt} /> : ui.never} · {ended ? words.ended : words.ends}{" "}
          {expiresAt ? <Time at={expiresAt} /> : ui.never}
        </p>
        {revoke.isError && <ProblemNote error={revoke.error} className="mt-2" />}
      </div>
      {revokedAt ? (
        <span className="text-xs text-soft">
          {words.revoked} <Time at={revokedAt} />
        </span>
      ) : (
        <Button
          look="danger"
          pending={revoke.isPending}
          aria-label={words.revokeLabel(name)}
          onClick={() => setAsking(true)}
        >
          {words.revoke}
        </Button>
      )}
      {asking && (
        <Confirm
          open
          onOpenChange={setAsking}
          title={words.revokeTitle(name)}
          action={words.revoke}
          onConfirm={() => revoke.mutate({ id: apiKey.id })}
        >
          {words.revokeText}
        </Confirm>
      )}
    </li>
  );
}
