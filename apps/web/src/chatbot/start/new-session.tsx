"use client";
import { StartSessionButton } from "./start-session-button.tsx";
import { strings } from "./strings.ts";

/** Starts a session of a chatbot with a client, both of one's choice. */
export function NewChatbotSession() {
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-lg font-semibold">{strings.lead}</h2>
      <p className="text-soft">{strings.leadText}</p>
      <div>
        <StartSessionButton />
      </div>
    </section>
  );
}
