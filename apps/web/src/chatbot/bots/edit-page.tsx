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
import { chatbotsPath } from "../paths.ts";
import { StartSessionButton } from "../start/start-session-button.tsx";
import type { Chatbot } from "../types.ts";
import { chatbotDifferences } from "./differences.ts";
import { ChatbotForm } from "./form.tsx";
import { FormBesideTrial } from "./form-beside-trial.tsx";
import { chatbotResolver } from "./resolver.ts";
import { strings } from "./strings.ts";
import { TryPane } from "./try/try-pane.tsx";
import { type ChatbotValues, toChatbotInput, toChatbotValues } from "./values.ts";

/** For somebody who improves a chatbot: change it, try the change, save or delete it. */
export function ChatbotPage({ id }: { id: string }) {
  const trpc = useTRPC();
  const chatbot = useQuery(trpc.chatbot.chatbots.get.queryOptions({ id }, { refetchOnWindowFocus: false }));
  useTitle(chatbot.data?.name);
  return (
    <>
      <PageHeader title={chatbot.data?.name ?? strings.one}>
        {chatbot.data && <StartSessionButton chatbot={chatbot.data} />}
      </PageHeader>
      {chatbot.data ? (
        <EditChatbot key={chatbot.data.id} chatbot={chatbot.data} />
      ) : (
        <PageBody>
          {chatbot.isPending && (
            <Loading className="flex flex-col gap-4">
              <Skeleton className="h-16" />
              <Skeleton className="h-36" />
              <Skeleton className="h-16" />
            </Loading>
          )}
          {chatbot.isError && <ProblemNote error={chatbot.error} onRetry={() => void chatbot.refetch()} />}
        </PageBody>
      )}
    </>
  );
}

function EditChatbot({ chatbot }: { chatbot: Chatbot }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { get, list } = trpc.chatbot.chatbots;
  const [base, setBase] = useState(chatbot);
  const [theirs, setTheirs] = useState<Chatbot | null>(null);
  const form = useForm<ChatbotValues>({ defaultValues: toChatbotValues(chatbot), resolver: chatbotResolver });

  function take(saved: Chatbot) {
    setBase(saved);
    setTheirs(null);
    form.reset(toChatbotValues(saved));
    queryClient.setQueryData(get.queryKey({ id: chatbot.id }), saved);
    void queryClient.invalidateQueries({ queryKey: list.pathKey() });
  }

  const save = useMutation(
    trpc.chatbot.chatbots.update.mutationOptions({
      onSuccess: take,
      onError: async (error) => {
        if (reasonOf(error) !== "PRECONDITION_FAILED") return;
        setTheirs(await queryClient.fetchQuery(get.queryOptions({ id: chatbot.id }, { staleTime: 0 })));
      },
    }),
  );
  const saveOver = (on: Chatbot) => (values: ChatbotValues) =>
    save.mutate({ id: chatbot.id, ...toChatbotInput(values, on.metadata), ifVersion: on.version });
  const { isDirty } = form.formState;

  return (
    <FormBesideTrial
      form={
        <>
          <ChatbotForm
            form={form}
            action={strings.save}
            pending={save.isPending}
            error={theirs ? null : save.error}
            status={isDirty ? strings.unsaved : save.isSuccess && strings.saved}
            onSubmit={saveOver(base)}
          >
            {theirs && (
              <ConflictNote
                rows={chatbotDifferences(toChatbotValues(theirs), form.getValues())}
                keepTheirs={() => take(theirs)}
                keepYours={form.handleSubmit(saveOver(theirs))}
              />
            )}
          </ChatbotForm>
          <DeleteChatbot chatbot={chatbot} />
        </>
      }
      trial={<TryPane form={form} metadata={base.metadata} />}
    />
  );
}

function DeleteChatbot({ chatbot: { id, name } }: { chatbot: Chatbot }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const remove = useMutation(
    trpc.chatbot.chatbots.delete.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.chatbot.chatbots.list.pathKey() }),
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
      next={chatbotsPath}
    />
  );
}
