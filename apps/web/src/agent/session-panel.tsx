"use client";
import type { ReactNode } from "react";
import { duration } from "../session/duration.ts";
import type { LiveAgentSession } from "../session/live-session.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { Time } from "../ui/time.tsx";
import { SessionTimeoutForm } from "./session-timeout-form.tsx";
import { curlFor, typescriptFor } from "./snippets.ts";
import { strings } from "./strings.ts";

const words = strings.panel;

type SessionPanelProps = { session: LiveAgentSession; left: number; expired: boolean };

/** Everything about an agent session that is not the conversation. */
export function SessionPanel({ session, left, expired }: SessionPanelProps) {
  return (
    <div className="flex flex-col gap-6">
      <Section title={words.time}>
        <dl className="flex flex-col gap-1">
          <Fact name={words.timeLeft}>
            <span className="tabular">{expired ? strings.session.expired : duration(left)}</span>
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
      <Section title={words.metadata}>
        <Metadata metadata={session.metadata} />
      </Section>
      <Section title={words.ids}>
        <Id what={words.session} id={session.id} />
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

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-semibold">{title}</h2>
      {children}
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex justify-between gap-4">
      <dt className="text-soft">{name}</dt>
      <dd className="text-right">{children}</dd>
    </div>
  );
}

function Id({ what, id }: { what: string; id: string }) {
  return (
    <div className="flex items-center gap-2">
      <span className="w-16 shrink-0 text-soft">{what}</span>
      <code className="min-w-0 flex-1 truncate font-mono text-xs" title={id}>
        {id}
      </code>
      <CopyButton text={id} label={words.copyId(what)}>
        {""}
      </CopyButton>
    </div>
  );
}

function Metadata({ metadata }: { metadata: LiveAgentSession["metadata"] }) {
  if (Object.keys(metadata).length === 0) return <p className="text-soft">{words.noMetadata}</p>;
  return (
    <pre
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="overflow-x-auto rounded-md border border-line bg-bg p-2 font-mono text-xs"
    >
      {JSON.stringify(metadata, null, 2)}
    </pre>
  );
}
