"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { reasonOf } from "../../api/problem.ts";
import { useTRPC } from "../../api/trpc.ts";
import { ConflictNote } from "../../editing/conflict-note.tsx";
import { DeleteSection } from "../../editing/delete-section.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { PageBody } from "../../ui/page-body.tsx";
import { ProblemNote } from "../../ui/problem-note.tsx";
import { Loading, Skeleton } from "../../ui/skeleton.tsx";
import { useTitle } from "../../ui/use-title.ts";
import { clientsPath } from "../paths.ts";
import { StartSessionButton } from "../start/start-session-button.tsx";
import type { Client } from "../types.ts";
import { ClientSessions } from "./client-sessions.tsx";
import { ClientForm } from "./form.tsx";
import { strings } from "./strings.ts";
import { type ClientValues, clientResolver, toClientInput, toClientValues } from "./values.ts";

/** For somebody who looks a client up: their sessions, and who they are. */
export function ClientPage({ id }: { id: string }) {
  const trpc = useTRPC();
  const client = useQuery(trpc.chatbot.clients.get.queryOptions({ id }, { refetchOnWindowFocus: false }));
  useTitle(client.data?.name);
  return (
    <>
      <PageHeader title={client.data?.name ?? strings.one}>
        {client.data && <StartSessionButton client={client.data} />}
      </PageHeader>
      <PageBody>
        {client.isPending && (
          <Loading className="flex flex-col gap-4">
            <Skeleton className="h-16" />
            <Skeleton className="h-36" />
          </Loading>
        )}
        {client.isError && !client.data && (
          <ProblemNote error={client.error} onRetry={() => void client.refetch()} />
        )}
        {client.data && (
          <>
            <ClientSessions clientId={id} />
            <EditClient key={id} client={client.data} />
          </>
        )}
      </PageBody>
    </>
  );
}

function EditClient({ client }: { client: Client }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { get, list } = trpc.chatbot.clients;
  const [base, setBase] = useState(client);
  const [theirs, setTheirs] = useState<Client | null>(null);
  const form = useForm<ClientValues>({ defaultValues: toClientValues(client), resolver: clientResolver });

  function take(saved: Client) {
    setBase(saved);
    setTheirs(null);
    form.reset(toClientValues(saved));
    queryClient.setQueryData(get.queryKey({ id: client.id }), saved);
    void queryClient.invalidateQueries({ queryKey: list.pathKey() });
  }

  const save = useMutation(
    trpc.chatbot.clients.update.mutationOptions({
      onSuccess: take,
      onError: async (error) => {
        if (reasonOf(error) !== "PRECONDITION_FAILED") return;
        setTheirs(await queryClient.fetchQuery(get.queryOptions({ id: client.id }, { staleTime: 0 })));
      },
    }),
  );
  const saveOver = (on: Client) => (values: ClientValues) =>
    save.mutate({ id: client.id, ...toClientInput(values, on.metadata), ifVersion: on.version });
  const { isDirty } = form.formState;
  return (
    <>
      <ClientForm
        form={form}
        action={strings.save}
        pending={save.isPending}
        error={theirs ? null : save.error}
        status={isDirty ? strings.unsaved : save.isSuccess && strings.saved}
        onSubmit={saveOver(base)}
      >
        {theirs && (
          <ConflictNote
            rows={differences(toClientValues(theirs), form.getValues())}
            keepTheirs={() => take(theirs)}
            keepYours={form.handleSubmit(saveOver(theirs))}
          />
        )}
      </ClientForm>
      <DeleteClient client={client} />
    </>
  );
}

function differences(theirs: ClientValues, yours: ClientValues) {
  const details = (values: ClientValues) =>
    values.details.map(({ key, value }) => `${key}: ${value}`).join("\n");
  return [
    ...(["name", "email", "phoneNumber"] as const).map((name) => ({
      ...{ field: strings[name], theirs: theirs[name], yours: yours[name] },
    })),
    { field: strings.details, theirs: details(theirs), yours: details(yours) },
  ];
}

function DeleteClient({ client: { id, name } }: { client: Client }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const remove = useMutation(
    trpc.chatbot.clients.delete.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.chatbot.clients.list.pathKey() }),
    }),
  );
  return (
    <DeleteSection
      remove={() => remove.mutateAsync({ id })}
      pending={remove.isPending}
      error={remove.error}
      words={{
        ...{ action: strings.delete, title: strings.deleteTitle(name), text: strings.deleteText },
        deleted: strings.deleted,
      }}
      next={clientsPath}
    />
  );
}
