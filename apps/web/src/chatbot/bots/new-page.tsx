"use client";
import { client } from "../../api/client.ts";
import { useTRPC } from "../../api/trpc.ts";
import { useCreating } from "../../editing/use-creating.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { chatbotPath } from "../paths.ts";
import { ChatbotForm } from "./form.tsx";
import { FormBesideTrial } from "./form-beside-trial.tsx";
import { chatbotResolver } from "./resolver.ts";
import { strings } from "./strings.ts";
import { TryPane } from "./try/try-pane.tsx";
import { emptyChatbot, toChatbotInput } from "./values.ts";

/** For somebody whose clients need answers: a new chatbot, which can be tried before it is created. */
export function NewChatbotPage() {
  const trpc = useTRPC();
  const { form, formProps } = useCreating({
    empty: emptyChatbot,
    resolver: chatbotResolver,
    create: (values) => client.chatbot.chatbots.create.mutate(toChatbotInput(values)),
    queryKey: trpc.chatbot.chatbots.pathKey(),
    pathOf: chatbotPath,
    action: strings.create,
  });
  return (
    <>
      <PageHeader title={strings.newTitle} />
      <FormBesideTrial form={<ChatbotForm form={form} {...formProps} />} trial={<TryPane form={form} />} />
    </>
  );
}
