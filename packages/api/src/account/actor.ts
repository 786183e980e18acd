import type { Scope } from "./schema.ts";

/** The caller and its permissions. `ownerId` is the account on whose behalf the call is made. */
export type Actor =
  | { type: "user"; ownerId: string }
  | { type: "key"; ownerId: string; keyId: string; scopes: readonly Scope[] }
  | { type: "session"; ownerId: string; sessionId: string; scopes: readonly Scope[] };
