"use client";
import Link from "next/link";
import { Fact, Id, MetadataView, Section } from "../../session/panel/panel-parts.tsx";
import { strings as shared } from "../../session/strings.ts";
import { Time } from "../../ui/time/time.tsx";
import { chatbotPath, clientPath } from "../paths.ts";
import type { LiveChatbotSession } from "../types.ts";
import { FeedbackForm } from "./feedback-form.tsx";
import { StatusActions } from "./status-actions.tsx";
import { strings } from "./strings.ts";

const words = strings.panel;
const link = "text-accent-text underline underline-offset-2";

/** The panel of a chatbot session. */
export function SessionPanel({ session }: { session: LiveChatbotSession }) {
  const { id, status, chatbotId, clientId, answeredBy, person } = session;
  return (
    <div className="flex flex-col gap-6">
      <Section title={words.status}>
        <dl className="flex flex-col gap-1">
          <Fact name={words.status}>{words.names[status]}</Fact>
          <Fact name={status === "SCHEDULED" ? words.starts : words.started}>
            <Time at={session.startTime} />
          </Fact>
          {session.endTime && (
            <Fact name={words.ended}>
              <Time at={session.endTime} />
            </Fact>
          )}
        </dl>
        <p className="text-soft">{words.rules[status]}</p>
        <StatusActions session={session} />
      </Section>
      <Section title={words.people}>
        <dl className="flex flex-col gap-1">
          <Fact name={words.client}>
            <Link href={clientPath(clientId)} className={link}>
              {person?.name}
            </Link>
          </Fact>
          <Fact name={words.chatbot}>
            <Link href={chatbotPath(chatbotId)} className={link}>
              {answeredBy.name}
            </Link>
          </Fact>
        </dl>
      </Section>
      <Section title={words.feedback}>
        <FeedbackForm key={JSON.stringify(session.feedback)} session={session} />
      </Section>
      <Section title={shared.panel.metadata}>
        <MetadataView metadata={session.metadata ?? {}} />
      </Section>
      <Section title={shared.panel.ids}>
        <Id what={shared.panel.session} id={id} />
        <Id what={words.chatbot} id={chatbotId} />
        <Id what={words.client} id={clientId} />
      </Section>
    </div>
  );
}
