"use client";
import { useEffect, useMemo, useRef, useState } from "react";
import type { Message } from "../api/types.ts";
import type { LiveEvent } from "./live-event.ts";
import { type Connection, openLive } from "./open-live.ts";
import { type Delivery, isConnectionFailure, outgoing, resend, type Sending, takeOut } from "./outbox.ts";
import { advance, become, end, forgetProgress } from "./progress.ts";
import { useMessageCache } from "./use-messages.ts";
import { useSessionCache } from "./use-session.ts";

/** Keeps one session's page in step with the server, and says how the connection is. */
export function useLive(sessionId: string, sending: Sending) {
  const [connection, setConnection] = useState<Connection>({ state: "connecting" });
  const [deleted, setDeleted] = useState(false);
  const session = useSessionCache(sessionId);
  const messages = useMessageCache(sessionId);
  const live = useRef<ReturnType<typeof openLive>>(null);

  const delivery = useMemo((): Delivery => {
    const onSent = (message: Message) => {
      messages.put(message);
      void session.reload();
    };
    return { ...sending, onSent };
  }, [sending, messages.put, session.reload]);

  useEffect(() => {
    const arrives = ({ id, replyTo }: Message) => {
      if (replyTo) become(sessionId, replyTo, id);
    };
    const onEvent = (event: LiveEvent) => {
      if (event.type === "reply.progress") return advance(sessionId, event);
      if (event.type === "reply.ended") return end(sessionId, event.replyTo);
      if (event.type === "session.deleted") return setDeleted(true);
      session.put(event.session);
      if (event.type !== "message.created") return;
      arrives(event.message);
      messages.put(event.message);
      takeOut(sessionId, event.message.id);
    };
    const onConnection = (next: Connection) => {
      setConnection(next);
      if (next.state === "connecting") forgetProgress(sessionId);
      if (next.state !== "live") return;
      // Whatever happened between loading the page and this moment is asked for once.
      void messages.catchUp(arrives).catch(() => {});
      void session.reload();
    };
    const opened = openLive(sessionId, { onEvent, onConnection });
    live.current = opened;
    return () => opened.close();
  }, [sessionId, session.put, session.reload, messages.put, messages.catchUp]);

  useResendWhenBack(sessionId, connection, delivery);
  return { connection, deleted, delivery, retry: () => live.current?.retry() };
}

/** What could not be sent for want of a connection goes out when there is one again. */
function useResendWhenBack(sessionId: string, connection: Connection, delivery: Delivery) {
  useEffect(() => {
    if (connection.state !== "live") return;
    const ids = outgoing(sessionId)
      .filter(isConnectionFailure)
      .map(({ id }) => id);
    if (ids.length > 0) resend(sessionId, ids, delivery);
  }, [sessionId, connection, delivery]);
}
