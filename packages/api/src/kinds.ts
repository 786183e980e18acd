import { agentKind } from "./agent/kind.ts";
import { chatbotKind } from "./chatbot/kind.ts";
import { CORE_REASONS, type CoreReason, type ReasonInfo } from "./errors.ts";
import type { SessionEvent } from "./session/live/watch.ts";

/** The kinds of session that this server holds. */
export const kinds = [agentKind, chatbotKind] as const;

type KeyOf<T> = T extends unknown ? keyof T & string : never;
export type Reason = CoreReason | KeyOf<(typeof kinds)[number]["reasons"]>;

/** Every reason to refuse, of the core and of each kind. */
export const REASONS: Readonly<Record<Reason, ReasonInfo>> = Object.assign(
  {},
  CORE_REASONS,
  ...kinds.map(({ reasons }) => reasons),
);

/** What happens in a session of any of these kinds. */
export type AnySessionEvent = SessionEvent<(typeof kinds)[number]>;
