import { homePath } from "../shell/paths.ts";

/** A reserved origin: a URL that resolves to another one leads to another server. */
const HERE = "http://here.invalid";

/**
 * The path on this server that `next` names, else the inbox. Resolved like a browser does, which drops tabs and reads `\\`
 * as `/`: a check for `//` at the beginning would miss those.
 */
export function nextPath(next: string | null): string {
  if (!next?.startsWith("/") || !URL.canParse(next, HERE)) return homePath;
  const { origin, pathname, search, hash } = new URL(next, HERE);
  return origin === HERE && !pathname.startsWith("//") ? pathname + search + hash : homePath;
}
