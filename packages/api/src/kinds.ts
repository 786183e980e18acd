import { agentKind } from "./agent/kind.ts";
import { chatbotKind } from "./chatbot/kind.ts";
import { CORE_REASONS } from "./errors.ts";
import type { SessionEvent } from "./session/live/watch.ts";

/** The kinds of session that this server holds. */
export const kinds = [agentKind, chatbotKind] as const;

/** Every reason to refuse, of the core and of each kind. */
export const REASONS = { ...CORE_REASONS, ...agentKind.reasons, ...chatbotKind.reasons };

/** What happens in a session of any of these kinds. */
export type AnySessionEvent = SessionEvent<(typeof kinds)[number]>;
