"use client";
import { useMutation } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTRPC } from "../../api/trpc.ts";
import type { SessionPageProps } from "../../session/kind.ts";
import { send } from "../../session/live/outbox.ts";
import { useSessionCache } from "../../session/live/use-session.ts";
import { SessionFrame } from "../../session/session-frame.tsx";
import { strings as words } from "../../session/strings.ts";
import { notifyProblem } from "../../ui/overlay/notify-problem.ts";
import { useTimeLeft } from "../../ui/time/use-time-left.ts";
import type { LiveAgentSession } from "../types.ts";
import { EmptySession } from "./empty-session.tsx";
import { ExpiredBar } from "./expired-bar.tsx";
import { expiryOf } from "./expiry.ts";
import { ExpiryBar } from "./expiry-bar.tsx";
import { SessionPanel } from "./session-panel.tsx";
import { strings } from "./strings.ts";
import { TimeLeft } from "./time-left.tsx";
import { useHeartbeat } from "./use-heartbeat.ts";

/** For somebody who talks with an agent: the conversation, and the time it has left. */
export function AgentSessionPage({ session, live }: SessionPageProps<"agent">) {
  const { id, answeredBy } = session;
  const left = useTimeLeft(session.deadline);
  const expiry = expiryOf(session, left);
  const isActive = !expiry.expired;
  const extend = useExtend(session, isActive);
  useReloadOnExpiry(id, expiry.expired, session.status);
  return (
    <SessionFrame
      session={session}
      live={live}
      own={session.takesPart ? words.you : session.userId}
      writesAs={session.takesPart ? undefined : strings.writesAs(session.userId)}
      isActive={isActive}
      header={
        <>
          {!session.takesPart && (
            <span className="hidden max-w-[40%] min-w-0 truncate text-xs text-soft sm:block">
              {strings.between(session.userId, answeredBy.name)}
            </span>
          )}
          <TimeLeft session={session} left={left} expired={expiry.expired} />
        </>
      }
      notices={
        <ExpiryBar
          session={session}
          expiry={expiry}
          left={left}
          extending={extend.isPending}
          onExtend={() => extend.mutate({ id })}
        />
      }
      empty={
        <EmptySession
          agentId={session.agentId}
          name={answeredBy.name}
          onPick={(text) => send(id, text, live.delivery)}
        />
      }
      closed={<ExpiredBar session={session} />}
      panel={<SessionPanel session={session} left={left} expired={expiry.expired} />}
    />
  );
}

/** Extends the session on demand, and by heartbeats where its settings say so. */
function useExtend({ id, timeoutConfig }: LiveAgentSession, isActive: boolean) {
  const trpc = useTRPC();
  const { put } = useSessionCache(id);
  useHeartbeat({
    sessionId: id,
    timeoutMinutes: timeoutConfig.timeoutMinutes,
    enabled: isActive && timeoutConfig.autoRenew,
    onBeat: put,
  });
  return useMutation(trpc.agent.renew.mutationOptions({ onSuccess: put, onError: notifyProblem }));
}

/** Confirms an expiry by the page's clock with the server, whose clock decides. */
function useReloadOnExpiry(id: string, expired: boolean, status: LiveAgentSession["status"]) {
  const { reload } = useSessionCache(id);
  useEffect(() => {
    if (expired && status === "active") void reload();
  }, [expired, status, reload]);
}
