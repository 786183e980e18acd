import { agentKind } from "./agent/kind.ts";
import { chatbotKind } from "./chatbot/kind.ts";
import { CORE_REASONS, type CoreReason, type ReasonInfo } from "./errors.ts";
import type { SessionEvent } from "./session/live/watch.ts";

/** The kinds of session that this server supports. */
export const kinds = [agentKind, chatbotKind] as const;

type KeyOf<T> = T extends unknown ? keyof T & string : never;
export type Reason = CoreReason | KeyOf<(typeof kinds)[number]["reasons"]>;

/** Every reason to refuse a request: those of the core and of all kinds. */
export const REASONS: Readonly<Record<Reason, ReasonInfo>> = Object.assign(
  {},
  CORE_REASONS,
  ...kinds.map(({ reasons }) => reasons),
);

/** An event in a session of any of these kinds. */
export type AnySessionEvent = SessionEvent<(typeof kinds)[number]>;
