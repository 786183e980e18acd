import type { CoreReason, DomainError } from "@parley/api/errors";

/** What a dialect writes for each reason that its API is expected to have; for others it needs a fallback. */
export type ByReason<OwnReason extends string> = Record<CoreReason | OwnReason, string>;

/** The HTTP status of an error. */
export const statusOf = ({ info }: DomainError) => info.status;
