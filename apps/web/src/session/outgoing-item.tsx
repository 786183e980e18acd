"use client";
import { Button } from "../ui/button.tsx";
import { Spinner } from "../ui/spinner.tsx";
import { MessageFrame } from "./message-frame.tsx";
import { PlainText } from "./message-item.tsx";
import { isConnectionFailure, type Outgoing, resend, type Sent, takeOut } from "./outbox.ts";
import { strings } from "./strings.ts";

type OutgoingItemProps = {
  one: Outgoing;
  sessionId: string;
  onSent: (sent: Sent) => void;
  onEdit: (content: string) => void;
};

/** One's own message until it has arrived: sending, or failed with the reason and the ways on. */
export function OutgoingItem({ one, sessionId, onSent, onEdit }: OutgoingItemProps) {
  return (
    <MessageFrame mine name={strings.you}>
      <PlainText text={one.content} />
      {one.state === "sending" ? (
        <p role="status" className="mt-1 flex items-center gap-2 text-xs text-soft">
          <Spinner />
          {strings.sending}
        </p>
      ) : (
        <Failed one={one} sessionId={sessionId} onSent={onSent} onEdit={onEdit} />
      )}
    </MessageFrame>
  );
}

function Failed({ one, sessionId, onSent, onEdit }: OutgoingItemProps) {
  const waits = isConnectionFailure(one) && one.problem !== null;
  return (
    <div role="alert" className="mt-2 flex flex-col gap-2 text-sm">
      <p>
        <strong className="font-semibold text-danger">{strings.notSent}.</strong>{" "}
        {waits ? strings.waitingForConnection : one.problem && `${one.problem.what}. ${one.problem.next}`}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={() => resend(sessionId, [one.id], onSent)}>
          {strings.retry}
        </Button>
        <Button
          size="sm"
          onClick={() => {
            takeOut(sessionId, one.id);
            onEdit(one.content);
          }}
        >
          {strings.edit}
        </Button>
        <Button size="sm" look="quiet" onClick={() => takeOut(sessionId, one.id)}>
          {strings.discard}
        </Button>
      </div>
    </div>
  );
}
