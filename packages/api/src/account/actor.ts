import type { Scope } from "./schema.ts";

/** Who is calling, and what they may do. `ownerId` is the account that the call is made for. */
export type Actor =
  | { type: "user"; ownerId: string }
  | { type: "key"; ownerId: string; keyId: string; scopes: readonly Scope[] }
  | { type: "session"; ownerId: string; sessionId: string; scopes: readonly Scope[] };
