"use client";
import { useQuery } from "@tanstack/react-query";
import { client } from "../../api/client.ts";
import { useTRPC } from "../../api/trpc.ts";
import { DeleteSection } from "../../editing/delete-section.tsx";
import { EditFrame } from "../../editing/edit-frame.tsx";
import { useEditing } from "../../editing/use-editing.ts";
import { chatbotsPath } from "../paths.ts";
import { StartSessionButton } from "../start/start-session-button.tsx";
import type { Chatbot } from "../types.ts";
import { chatbotDifferences } from "./differences.ts";
import { ChatbotForm } from "./form.tsx";
import { FormBesideTrial } from "./form-beside-trial.tsx";
import { chatbotResolver } from "./resolver.ts";
import { strings } from "./strings.ts";
import { TryPane } from "./try/try-pane.tsx";
import { toChatbotInput, toChatbotValues } from "./values.ts";

/** For somebody who improves a chatbot: change it, try the change, save or delete it. */
export function ChatbotPage({ id }: { id: string }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.chatbot.chatbots.get.queryOptions({ id }, { refetchOnWindowFocus: false }));
  return (
    <EditFrame
      query={query}
      title={strings.one}
      action={(chatbot) => <StartSessionButton chatbot={chatbot} />}
    >
      {(chatbot) => <EditChatbot key={chatbot.id} chatbot={chatbot} />}
    </EditFrame>
  );
}

function EditChatbot({ chatbot }: { chatbot: Chatbot }) {
  const { id, name } = chatbot;
  const { get, list } = useTRPC().chatbot.chatbots;
  const { form, base, formProps, forget } = useEditing({
    thing: chatbot,
    queryKey: get.queryKey({ id }),
    listKey: list.pathKey(),
    read: () => client.chatbot.chatbots.get.query({ id }),
    save: (values, { metadata, version }) =>
      client.chatbot.chatbots.update.mutate({ id, ...toChatbotInput(values, metadata), ifVersion: version }),
    toValues: toChatbotValues,
    resolver: chatbotResolver,
    differences: chatbotDifferences,
    words: strings,
  });
  return (
    <FormBesideTrial
      form={
        <>
          <ChatbotForm form={form} {...formProps} />
          <DeleteSection
            name={name}
            remove={() => client.chatbot.chatbots.delete.mutate({ id }).then(forget)}
            listKey={list.pathKey()}
            words={strings}
            next={chatbotsPath}
          />
        </>
      }
      trial={<TryPane form={form} metadata={base.metadata} />}
    />
  );
}
