"use client";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { sessionPath } from "../../shell/paths.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/form/field.tsx";
import { TextInput } from "../../ui/form/inputs.tsx";
import { Dialog } from "../../ui/overlay/dialog.tsx";
import { ProblemNote } from "../../ui/problem-note.tsx";
import { ChatbotPicker, ClientPicker } from "../directory/directory-picker.tsx";
import { StartTimeField, toTimestamp } from "./start-time-field.tsx";
import { strings } from "./strings.ts";

type Named = { id: string; name: string };

type StartSessionDialogProps = {
  /** the one that is known; the other one is chosen in the dialog */
  chatbot?: Named;
  client?: Named;
  onClose: () => void;
};

/** Starts a session of a chatbot with a client, at once or at a later time. */
export function StartSessionDialog({ onClose, ...known }: StartSessionDialogProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const [chatbot, setChatbot] = useState<Named | null>(known.chatbot ?? null);
  const [client, setClient] = useState<Named | null>(known.client ?? null);
  const [title, setTitle] = useState("");
  const [at, setAt] = useState("");
  const create = useMutation(
    trpc.chatbot.create.mutationOptions({ onSuccess: ({ id }) => router.push(sessionPath(id)) }),
  );
  const startTime = toTimestamp(at);
  const isPast = startTime !== undefined && Date.parse(startTime) <= Date.now();
  return (
    <Dialog open onOpenChange={onClose} title={strings.title}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!chatbot || !client || isPast) return;
          create.mutate({
            chatbotId: chatbot.id,
            clientId: client.id,
            ...(title.trim() ? { title: title.trim() } : {}),
            ...(startTime ? { startTime } : {}),
          });
        }}
      >
        {!known.chatbot && <ChatbotPicker label={strings.chatbot} value={chatbot} onChange={setChatbot} />}
        {!known.client && <ClientPicker label={strings.client} value={client} onChange={setClient} />}
        <Field label={strings.name} optional>
          {(control) => (
            <TextInput
              {...control}
              value={title}
              maxLength={200}
              onChange={(event) => setTitle(event.target.value)}
            />
          )}
        </Field>
        <StartTimeField
          label={strings.startTime}
          hint={strings.startTimeHint}
          value={at}
          onChange={setAt}
          error={isPast ? strings.past : undefined}
        />
        {create.isError && <ProblemNote error={create.error} />}
        <Button
          type="submit"
          look="primary"
          disabled={!chatbot || !client || isPast}
          pending={create.isPending || create.isSuccess}
        >
          {startTime ? strings.schedule : strings.start}
        </Button>
      </form>
    </Dialog>
  );
}
