/*
 * The paths of the pages that all kinds share, as written in src/app; a kind's own are in its `paths.ts`. No page may
 * be at `/api`, `/sessions` or another root path of the documented APIs.
 */

export const homePath = "/home";
/** What needs the person. */
export const inboxPath = "/inbox";
/** Every session, with search and filters. */
export const sessionsPath = "/all";
export const newSessionPath = "/inbox/new";
export const sessionPath = (id: string) => `/inbox/${id}`;
/** On a phone a session has the whole screen. */
export const isSessionPath = (path: string) => path.startsWith(`${inboxPath}/`) && path !== newSessionPath;
/** A session opened at one of its messages, with the words of a search highlighted. */
export const messagePath = (id: string, messageId: string, q = "") =>
  `${sessionPath(id)}?${new URLSearchParams(q ? { message: messageId, q } : { message: messageId })}`;

export const profilePath = "/settings";
export const keysPath = "/settings/keys";
export const devicesPath = "/settings/devices";

/** @param next the path to go on to afterwards; without one, the home page. */
export const signInPath = (next?: string) => withNext("/sign-in", next);
/** @param next as for {@link signInPath}. */
export const signUpPath = (next?: string) => withNext("/sign-up", next);

/** The documentation of the APIs, which the server generates. */
export const docsPath = "/docs";

const withNext = (path: string, next: string | undefined) =>
  next === undefined ? path : `${path}?next=${encodeURIComponent(next)}`;
