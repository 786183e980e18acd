"use client";
import { asCode, CODE_ONLY } from "@parley/api/session/markdown-code";
import { Button } from "../../ui/button.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import {
  type Delivery,
  isConnectionFailure,
  type Outgoing,
  removeOutgoing,
  resend,
  send,
} from "../live/outbox.ts";
import { strings } from "../strings.ts";
import { MessageFrame } from "./message-frame.tsx";
import { TypedText } from "./typed-text.tsx";

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
      <TypedText text={one.content} />
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
  const code = acceptedAsCode(one);
  const reason = code ? strings.onlyAsCode : one.problem && `${one.problem.what}. ${one.problem.next}`;
  return (
    <div role="alert" className="mt-2 flex flex-col gap-2 text-sm">
      <p>
        <strong className="font-semibold text-danger">{strings.notSent}.</strong>{" "}
        {waits ? strings.waitingForConnection : reason}
      </p>
      <div className="flex flex-wrap gap-2">
        {code ? (
          <Button
            size="sm"
            onClick={() => {
              removeOutgoing(sessionId, one.id);
              send(sessionId, code, delivery);
            }}
          >
            {strings.sendAsCode}
          </Button>
        ) : (
          <Button size="sm" onClick={() => resend(sessionId, [one.id], delivery)}>
            {strings.retry}
          </Button>
        )}
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

/** The message as code, where it was refused for active content and is accepted as code. */
function acceptedAsCode({ problem, content }: Outgoing): string | null {
  if (!problem?.what.endsWith(CODE_ONLY)) return null;
  const code = asCode(content);
  return code.length <= strings.composer.limit ? code : null;
}
