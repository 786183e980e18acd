"use client";
import { useEffect, useMemo, useRef, useState } from "react";
import type { Message } from "../../api/types.ts";
import type { LiveEvent } from "./live-event.ts";
import { type Connection, openLive } from "./open-live.ts";
import { type Delivery, isConnectionFailure, outgoing, resend, type Sending, takeOut } from "./outbox.ts";
import { advance, become, becomeMissed, doubt, end, forgetProgress, forgetUntold } from "./progress.ts";
import { useMessageCache } from "./use-messages.ts";
import { useSessionCache } from "./use-session.ts";

/** A stream begins with the replies that are under way. After this time, one that it has not told of is over. */
const TELLING_MS = 2_000;

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
    const onEvent = (event: LiveEvent) => {
      if (event.type === "reply.progress") return advance(sessionId, event);
      if (event.type === "reply.ended") return end(sessionId, event.replyTo);
      if (event.type === "session.deleted") return setDeleted(true);
      session.put(event.session);
      if (event.type !== "message.created") return;
      const { id, replyTo } = event.message;
      if (replyTo) become(sessionId, replyTo, id);
      messages.put(event.message);
      takeOut(sessionId, id);
    };
    const onMissed = ({ id, replyTo }: Message) => {
      if (replyTo) becomeMissed(sessionId, replyTo, id);
    };
    let telling: ReturnType<typeof setTimeout> | undefined;
    const onConnection = (next: Connection) => {
      setConnection(next);
      clearTimeout(telling);
      if (next.state === "connecting") doubt(sessionId);
      if (next.state !== "live") return;
      // Whatever happened between loading the page and this moment is asked for once.
      void messages.catchUp(onMissed).catch(() => {});
      void session.reload();
      telling = setTimeout(() => forgetUntold(sessionId), TELLING_MS);
    };
    // What is left of an earlier visit is older than the messages that this one has loaded.
    forgetProgress(sessionId);
    const opened = openLive(sessionId, { onEvent, onConnection });
    live.current = opened;
    return () => {
      clearTimeout(telling);
      opened.close();
    };
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

/** The state of a session's live connection, and how messages are sent over it. */
export type Live = ReturnType<typeof useLive>;
