"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useForm } from "react-hook-form";
import { useTRPC } from "../../api/trpc.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { PageBody } from "../../ui/page-body.tsx";
import { clientPath } from "../paths.ts";
import { ClientForm } from "./form.tsx";
import { strings } from "./strings.ts";
import { type ClientValues, clientResolver, emptyClient, toClientInput } from "./values.ts";

/** For somebody with a new client: who they are. */
export function NewClientPage() {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const form = useForm<ClientValues>({ defaultValues: emptyClient, resolver: clientResolver });
  const create = useMutation(
    trpc.chatbot.clients.create.mutationOptions({
      onSuccess: ({ id }) => {
        void queryClient.invalidateQueries({ queryKey: trpc.chatbot.clients.pathKey() });
        router.push(clientPath(id));
      },
    }),
  );
  return (
    <>
      <PageHeader title={strings.newTitle} />
      <PageBody>
        <ClientForm
          form={form}
          action={strings.create}
          pending={create.isPending || create.isSuccess}
          error={create.error}
          onSubmit={(values) => create.mutate(toClientInput(values))}
        />
      </PageBody>
    </>
  );
}
