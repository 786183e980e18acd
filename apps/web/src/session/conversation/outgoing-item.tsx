"use client";
import { Button } from "../../ui/button.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { type Delivery, isConnectionFailure, type Outgoing, removeOutgoing, resend } from "../live/outbox.ts";
import { strings } from "../strings.ts";
import { MessageFrame } from "./message-frame.tsx";
import { PlainText } from "./message-item.tsx";

type OutgoingItemProps = {
  one: Outgoing;
  sessionId: string;
  /** the name of the author */
  name: string;
  delivery: Delivery;
  onEdit: (content: string) => void;
};

/** A message that is not stored yet: sending, or failed, with the reason and the actions. */
export function OutgoingItem({ name, ...rest }: OutgoingItemProps) {
  const { one } = rest;
  return (
    <MessageFrame mine name={name}>
      <PlainText text={one.content} />
      {one.state === "sending" ? (
        <p role="status" className="mt-1 flex items-center gap-2 text-xs text-soft">
          <Spinner />
          {strings.sending}
        </p>
      ) : (
        <Failed {...rest} />
      )}
    </MessageFrame>
  );
}

function Failed({ one, sessionId, delivery, onEdit }: Omit<OutgoingItemProps, "name">) {
  const waits = isConnectionFailure(one) && one.problem !== null;
  return (
    <div role="alert" className="mt-2 flex flex-col gap-2 text-sm">
      <p>
        <strong className="font-semibold text-danger">{strings.notSent}.</strong>{" "}
        {waits ? strings.waitingForConnection : one.problem && `${one.problem.what}. ${one.problem.next}`}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={() => resend(sessionId, [one.id], delivery)}>
          {strings.retry}
        </Button>
        <Button
          size="sm"
          onClick={() => {
            removeOutgoing(sessionId, one.id);
            onEdit(one.content);
          }}
        >
          {strings.edit}
        </Button>
        <Button size="sm" look="quiet" onClick={() => removeOutgoing(sessionId, one.id)}>
          {strings.discard}
        </Button>
      </div>
    </div>
  );
}
