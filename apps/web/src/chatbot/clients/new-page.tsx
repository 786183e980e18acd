"use client";
import { client } from "../../api/client.ts";
import { useTRPC } from "../../api/trpc.ts";
import { useCreating } from "../../editing/use-creating.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { PageBody } from "../../ui/page-body.tsx";
import { clientPath } from "../paths.ts";
import { ClientForm } from "./form.tsx";
import { clientResolver } from "./resolver.ts";
import { strings } from "./strings.ts";
import { emptyClient, toClientInput } from "./values.ts";

/** For somebody with a new client: who they are. */
export function NewClientPage() {
  const trpc = useTRPC();
  const { form, formProps } = useCreating({
    empty: emptyClient,
    resolver: clientResolver,
    create: (values) => client.chatbot.clients.create.mutate(toClientInput(values)),
    queryKey: trpc.chatbot.clients.pathKey(),
    pathOf: clientPath,
    action: strings.create,
  });
  return (
    <>
      <PageHeader title={strings.newTitle} />
      <PageBody>
        <ClientForm form={form} {...formProps} />
      </PageBody>
    </>
  );
}
