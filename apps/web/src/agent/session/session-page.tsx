"use client";
import { useMutation } from "@tanstack/react-query";
import { PanelRight } from "lucide-react";
import { useCallback, useEffect, useMemo, useState } from "react";
import { client } from "../../api/client.ts";
import { useTRPC } from "../../api/trpc.ts";
import { titleOf } from "../../inbox/title-of.ts";
import { Conversation } from "../../session/conversation/conversation.tsx";
import { ConnectionBanner } from "../../session/live/connection-banner.tsx";
import type { LiveAgentSession } from "../../session/live/live-session.ts";
import { send } from "../../session/live/outbox.ts";
import type { useLive } from "../../session/live/use-live.ts";
import { useSessionCache } from "../../session/live/use-session.ts";
import { PanelFrame } from "../../session/panel/panel-frame.tsx";
import { SessionMenu } from "../../session/session-menu.tsx";
import { strings as words } from "../../session/strings.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { IconButton } from "../../ui/button.tsx";
import { tellProblem } from "../../ui/overlay/notify-problem.ts";
import { useTimeLeft } from "../../ui/time/use-time-left.ts";
import { useTitle } from "../../ui/use-title.ts";
import { EmptySession } from "./empty-session.tsx";
import { ExpiredBar } from "./expired-bar.tsx";
import { expiryOf } from "./expiry.ts";
import { ExpiryBar } from "./expiry-bar.tsx";
import { SessionPanel } from "./session-panel.tsx";
import { TimeLeft } from "./time-left.tsx";
import { useHeartbeat } from "./use-heartbeat.ts";

type AgentSessionPageProps = { session: LiveAgentSession; live: ReturnType<typeof useLive> };

/** For somebody who talks with an agent: the conversation, the time it has left, and everything about it at the side. */
export function AgentSessionPage({ session, live }: AgentSessionPageProps) {
  const { id, answeredBy } = session;
  const title = titleOf(session);
  useTitle(title);
  const [panel, setPanel] = useState(false);
  const left = useTimeLeft(session.deadline);
  const expiry = expiryOf(session, left);
  const { extend, actions, stop } = useSessionActions(session, !expiry.expired);
  useReloadAtTheEnd(id, expiry.expired, session.status);
  const { delivery } = live;
  const look = useMemo(() => ({ own: words.you, other: answeredBy.name }), [answeredBy.name]);

  return (
    <div className="flex min-h-0 flex-1">
      <div className="flex min-w-0 flex-1 flex-col">
        <PageHeader title={title}>
          <TimeLeft session={session} left={left} expired={expiry.expired} />
          <SessionMenu session={session} />
          <IconButton
            label={panel ? words.panel.close : words.panel.open}
            aria-expanded={panel}
            onClick={() => setPanel((open) => !open)}
          >
            <PanelRight aria-hidden className="size-4" />
          </IconButton>
        </PageHeader>
        <ConnectionBanner connection={live.connection} retry={live.retry} />
        <ExpiryBar
          session={session}
          expiry={expiry}
          left={left}
          extending={extend.isPending}
          onExtend={() => extend.mutate({ id })}
        />
        <Conversation
          sessionId={id}
          look={look}
          actions={actions}
          delivery={delivery}
          onStop={stop}
          empty={
            !expiry.expired && (
              <EmptySession name={answeredBy.name} onPick={(text) => send(id, text, delivery)} />
            )
          }
          closed={expiry.expired ? <ExpiredBar session={session} /> : null}
        />
      </div>
      <PanelFrame open={panel} onOpenChange={setPanel}>
        <SessionPanel session={session} left={left} expired={expiry.expired} />
      </PanelFrame>
    </div>
  );
}

/** Extend, stop, ask again, and the heartbeat. */
function useSessionActions(session: LiveAgentSession, active: boolean) {
  const { id, timeoutConfig } = session;
  const trpc = useTRPC();
  const { put } = useSessionCache(id);
  const extend = useMutation(trpc.agent.renew.mutationOptions({ onSuccess: put, onError: tellProblem }));
  useHeartbeat({
    sessionId: id,
    timeoutMinutes: timeoutConfig.timeoutMinutes,
    enabled: active && timeoutConfig.autoRenew,
    onBeat: put,
  });
  const stop = useCallback(
    () => void client.agent.replies.stop.mutate({ sessionId: id }).catch(tellProblem),
    [id],
  );
  const retry = useCallback(
    (messageId: string) =>
      void client.agent.replies.retry.mutate({ sessionId: id, messageId }).catch(tellProblem),
    [id],
  );
  const actions = useMemo(() => ({ retry, canRetry: active }), [retry, active]);
  return { extend, stop, actions };
}

/** When the page's clock says that it is over, the server is asked whether it really is. */
function useReloadAtTheEnd(id: string, expired: boolean, status: LiveAgentSession["status"]) {
  const { reload } = useSessionCache(id);
  useEffect(() => {
    if (expired && status === "active") void reload();
  }, [expired, status, reload]);
}
