"use client";
import { useEffect, useMemo, useRef, useState } from "react";
import type { Message } from "../../api/types.ts";
import type { LiveEvent } from "./live-event.ts";
import { type Connection, openLive } from "./open-live.ts";
import {
  type Delivery,
  isConnectionFailure,
  outgoing,
  removeOutgoing,
  resend,
  type Sending,
} from "./outbox.ts";
import {
  applyProgress,
  clearReplies,
  linkMessage,
  linkMissedMessage,
  markUnconfirmed,
  removeReply,
  removeUnconfirmed,
} from "./progress.ts";
import { useMessageCache } from "./use-messages.ts";
import { useSessionCache } from "./use-session.ts";

/** A connection first reports the replies in progress. A reply that it has not reported within this time is over. */
const CONFIRMATION_MS = 2_000;

/** Connects a session's page to its events, applies them to the caches, and reports the state of the connection. */
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
      if (event.type === "reply.progress") return applyProgress(sessionId, event);
      if (event.type === "reply.ended") return removeReply(sessionId, event.replyTo);
      if (event.type === "session.deleted") return setDeleted(true);
      session.put(event.session);
      if (event.type !== "message.created") return;
      const { id, replyTo } = event.message;
      if (replyTo) linkMessage(sessionId, replyTo, id);
      messages.put(event.message);
      removeOutgoing(sessionId, id);
    };
    const onMissed = ({ id, replyTo }: Message) => {
      if (replyTo) linkMissedMessage(sessionId, replyTo, id);
    };
    let confirmation: ReturnType<typeof setTimeout> | undefined;
    const onConnection = (next: Connection) => {
      setConnection(next);
      clearTimeout(confirmation);
      if (next.state === "connecting") markUnconfirmed(sessionId);
      if (next.state !== "live") return;
      // Events between the page's queries and this connection were missed.
      void messages.catchUp(onMissed).catch(() => {});
      void session.reload();
      confirmation = setTimeout(() => removeUnconfirmed(sessionId), CONFIRMATION_MS);
    };
    // Progress from an earlier visit is older than the messages that this one has loaded.
    clearReplies(sessionId);
    const opened = openLive(sessionId, { onEvent, onConnection });
    live.current = opened;
    return () => {
      clearTimeout(confirmation);
      opened.close();
    };
  }, [sessionId, session.put, session.reload, messages.put, messages.catchUp]);

  useResendOnReconnect(sessionId, connection, delivery);
  return { connection, deleted, delivery, retry: () => live.current?.retry() };
}

/** Sends the messages that failed for lack of a connection when there is one again. */
function useResendOnReconnect(sessionId: string, connection: Connection, delivery: Delivery) {
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
