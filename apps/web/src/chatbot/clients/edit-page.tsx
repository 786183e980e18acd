"use client";
import { useQuery } from "@tanstack/react-query";
import { client as api } from "../../api/client.ts";
import { useTRPC } from "../../api/trpc.ts";
import { DeleteSection } from "../../editing/delete-section.tsx";
import { EditFrame } from "../../editing/edit-frame.tsx";
import { useEditing } from "../../editing/use-editing.ts";
import { PageBody } from "../../ui/page-body.tsx";
import { clientsPath } from "../paths.ts";
import { StartSessionButton } from "../start/start-session-button.tsx";
import type { Client } from "../types.ts";
import { ClientSessions } from "./client-sessions.tsx";
import { clientDifferences } from "./differences.ts";
import { ClientForm } from "./form.tsx";
import { clientResolver } from "./resolver.ts";
import { strings } from "./strings.ts";
import { toClientInput, toClientValues } from "./values.ts";

/** For somebody who looks a client up: their sessions, and who they are. */
export function ClientPage({ id }: { id: string }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.chatbot.clients.get.queryOptions({ id }, { refetchOnWindowFocus: false }));
  return (
    <EditFrame query={query} title={strings.one} action={(client) => <StartSessionButton client={client} />}>
      {(client) => (
        <PageBody>
          <ClientSessions clientId={id} />
          <EditClient key={id} client={client} />
        </PageBody>
      )}
    </EditFrame>
  );
}

function EditClient({ client }: { client: Client }) {
  const { id, name } = client;
  const { get, list } = useTRPC().chatbot.clients;
  const { form, formProps, forget } = useEditing({
    thing: client,
    queryKey: get.queryKey({ id }),
    listKey: list.pathKey(),
    read: () => api.chatbot.clients.get.query({ id }),
    save: (values, { metadata, version }) =>
      api.chatbot.clients.update.mutate({ id, ...toClientInput(values, metadata), ifVersion: version }),
    toValues: toClientValues,
    resolver: clientResolver,
    differences: clientDifferences,
    words: strings,
  });
  return (
    <>
      <ClientForm form={form} {...formProps} />
      <DeleteSection
        name={name}
        remove={() => api.chatbot.clients.delete.mutate({ id }).then(forget)}
        listKey={list.pathKey()}
        words={strings}
        next={clientsPath}
      />
    </>
  );
}
