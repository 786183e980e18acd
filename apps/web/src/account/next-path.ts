import { inboxPath } from "../shell/paths.ts";

/** A name that nothing has: what resolves to another one leaves the server. */
const HERE = "http://here.invalid";

/**
 * The path on this very server that `next` names; the inbox when it names anything else. Resolved as a
 * browser resolves it, which drops tabs and takes `\\` for `/`: to look for `//` at its beginning is not enough.
 */
export function nextPath(next: string | null): string {
  if (!next?.startsWith("/") || !URL.canParse(next, HERE)) return inboxPath;
  const { origin, pathname, search, hash } = new URL(next, HERE);
  return origin === HERE && !pathname.startsWith("//") ? pathname + search + hash : inboxPath;
}
