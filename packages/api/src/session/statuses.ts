/** The states of a session of any kind; the database checks the same list. */
export const SESSION_STATUSES = ["active", "waiting", "scheduled", "paused", "done", "stopped"] as const;
export type SessionStatus = (typeof SESSION_STATUSES)[number];

/** Why a session needs its owner; the database checks the same list. */
export const ATTENTION_REASONS = ["danger", "unanswered", "failed"] as const;
export type AttentionReason = (typeof ATTENTION_REASONS)[number];

/** Sessions that need a person are counted up to this number, which then means "or more". */
export const COUNTED_NEEDS = 100;

/** Whether a session of this status is over: nothing more is said in it. */
export const isEnded = (status: SessionStatus): boolean => status === "done" || status === "stopped";
