"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useForm } from "react-hook-form";
import { useTRPC } from "../../api/trpc.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { chatbotPath } from "../paths.ts";
import { ChatbotForm } from "./form.tsx";
import { FormBesideTrial } from "./form-beside-trial.tsx";
import { chatbotResolver } from "./resolver.ts";
import { strings } from "./strings.ts";
import { TryPane } from "./try/try-pane.tsx";
import { type ChatbotValues, emptyChatbot, toChatbotInput } from "./values.ts";

/** For somebody whose clients need answers: a new chatbot, tried before it is there. */
export function NewChatbotPage() {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const form = useForm<ChatbotValues>({ defaultValues: emptyChatbot, resolver: chatbotResolver });
  const create = useMutation(
    trpc.chatbot.chatbots.create.mutationOptions({
      onSuccess: ({ id }) => {
        void queryClient.invalidateQueries({ queryKey: trpc.chatbot.chatbots.pathKey() });
        router.push(chatbotPath(id));
      },
    }),
  );
  return (
    <>
      <PageHeader title={strings.newTitle} />
      <FormBesideTrial
        form={
          <ChatbotForm
            form={form}
            action={strings.create}
            pending={create.isPending || create.isSuccess}
            error={create.error}
            onSubmit={(values) => create.mutate(toChatbotInput(values))}
          />
        }
        trial={<TryPane form={form} />}
      />
    </>
  );
}
