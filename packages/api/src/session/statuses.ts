/** The states of a session of any kind; the database checks the same list. */
export const SESSION_STATUSES = ["active", "waiting", "scheduled", "paused", "done", "stopped"] as const;
export type SessionStatus = (typeof SESSION_STATUSES)[number];
