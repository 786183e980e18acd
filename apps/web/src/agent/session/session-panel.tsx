"use client";
import { Fact, Id, MetadataView, Section } from "../../session/panel/panel-parts.tsx";
import { strings as shared } from "../../session/strings.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { duration } from "../../ui/time/duration.ts";
import { Time } from "../../ui/time/time.tsx";
import type { LiveAgentSession } from "../types.ts";
import { curlFor, typescriptFor } from "./snippets.ts";
import { strings } from "./strings.ts";
import { SessionTimeoutForm } from "./timeout-form.tsx";

const words = strings.panel;
const { panel } = shared;

type SessionPanelProps = { session: LiveAgentSession; left: number; expired: boolean };

/** The panel of an agent session. */
export function SessionPanel({ session, left, expired }: SessionPanelProps) {
  return (
    <div className="flex flex-col gap-6">
      <Section title={words.time}>
        <dl className="flex flex-col gap-1">
          <Fact name={words.timeLeft}>
            <span className="tabular">{expired ? strings.expired : duration(left)}</span>
          </Fact>
          <Fact name={words.started}>
            <Time at={session.createdAt} />
          </Fact>
          <Fact name={words.lastActivity}>
            <Time at={session.lastActivity} />
          </Fact>
          <Fact name={words.ends}>
            <Time at={session.expiresAt} />
          </Fact>
          <Fact name={words.maximum}>
            <Time at={session.maxExpiresAt} />
          </Fact>
          <Fact name={words.renewals}>
            {session.renewalCount > 0 ? words.times(session.renewalCount) : words.notYet}
          </Fact>
        </dl>
      </Section>
      {!expired && (
        <Section title={words.timeouts}>
          <SessionTimeoutForm session={session} />
        </Section>
      )}
      <Section title={panel.metadata}>
        <MetadataView metadata={session.metadata} />
      </Section>
      <Section title={panel.ids}>
        <Id what={panel.session} id={session.id} />
        <Id what={words.agent} id={session.agentId} />
        <Id what={words.user} id={session.userId} />
      </Section>
      <Section title={words.use}>
        <div className="-ml-2 flex flex-col items-start">
          <CopyButton text={() => curlFor(session.id, window.location.origin)} label={words.curl} />
          <CopyButton
            text={() => typescriptFor(session.id, window.location.origin)}
            label={words.typescript}
          />
        </div>
      </Section>
    </div>
  );
}
