"use client";
import { PanelRight } from "lucide-react";
import { type ReactNode, useCallback, useMemo, useState } from "react";
import { titleOf } from "../inbox/title-of.ts";
import { kindOf } from "../kinds.tsx";
import { PageHeader } from "../shell/page-header.tsx";
import { sessionsPath } from "../shell/paths.ts";
import { IconButton } from "../ui/button.tsx";
import { notifyProblem } from "../ui/overlay/notify-problem.ts";
import { useTitle } from "../ui/use-title.ts";
import { AttentionBar } from "./attention-bar.tsx";
import { Conversation } from "./conversation/conversation.tsx";
import type { MessageLook } from "./conversation/message-item.tsx";
import { ConnectionBanner } from "./live/connection-banner.tsx";
import type { LiveSession } from "./live/live-session.ts";
import type { Live } from "./live/use-live.ts";
import { PanelFrame } from "./panel/panel-frame.tsx";
import { SessionMenu } from "./session-menu.tsx";
import { strings } from "./strings.ts";

type SessionFrameProps = {
  session: LiveSession;
  live: Live;
  /** the name of the side that writes here */
  own: string;
  /** says as whom one writes, where it is not as oneself */
  writesAs?: string | undefined;
  /** whether messages and replies can be added now */
  isActive: boolean;
  /** how messages differ from those of other kinds; must be stable, as every message is drawn with it */
  messages?: Pick<MessageLook, "nameOf" | "below">;
  /** in the header, before the menu */
  header: ReactNode;
  /** who may be in danger, for the owner whom the session needs */
  danger?: ReactNode;
  /** between the header and the conversation */
  notices?: ReactNode;
  /** in place of messages while an active session has none */
  empty: ReactNode;
  /** in place of the composer in a session that is not active */
  closed: ReactNode;
  panel: ReactNode;
};

/** The page of a session of any kind: header, connection, conversation and panel. A kind fills the slots. */
export function SessionFrame(props: SessionFrameProps) {
  const { session, live, own, isActive, messages } = props;
  const title = titleOf(session);
  useTitle(title);
  const [panelOpen, setPanelOpen] = useState(false);
  const actions = useReplyActions(session, isActive);
  const other = session.answeredBy.name;
  const look = useMemo((): MessageLook => ({ own, other, ...messages }), [own, other, messages]);
  return (
    <div className="flex min-h-0 flex-1">
      <div className="flex min-w-0 flex-1 flex-col">
        <PageHeader title={title} back={sessionsPath}>
          {props.header}
          <SessionMenu session={session} />
          <IconButton
            label={panelOpen ? strings.panel.close : strings.panel.open}
            aria-expanded={panelOpen}
            onClick={() => setPanelOpen((open) => !open)}
          >
            <PanelRight aria-hidden className="size-4" />
          </IconButton>
        </PageHeader>
        <ConnectionBanner connection={live.connection} retry={live.retry} />
        {!session.takesPart && <AttentionBar session={session} danger={props.danger} />}
        {props.notices}
        <Conversation
          sessionId={session.id}
          look={look}
          writesAs={props.writesAs}
          actions={actions}
          delivery={live.delivery}
          empty={isActive && props.empty}
          closed={isActive ? null : props.closed}
        />
      </div>
      <PanelFrame open={panelOpen} onOpenChange={setPanelOpen}>
        {props.panel}
      </PanelFrame>
    </div>
  );
}

function useReplyActions({ id, kind }: LiveSession, canRetry: boolean) {
  const { replies } = kindOf(kind);
  const stop = useCallback(
    (messageId: string) => void replies.stop(id, messageId).catch(notifyProblem),
    [replies, id],
  );
  const retry = useCallback(
    (messageId: string) => void replies.retry(id, messageId).catch(notifyProblem),
    [replies, id],
  );
  return useMemo(() => ({ stop, retry, canRetry }), [stop, retry, canRetry]);
}
