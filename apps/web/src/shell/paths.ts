/*
 * Where the pages are: each path as it is written in src/app, once. `/api`, `/sessions` and what else the documented
 * APIs name at the root is not for pages.
 */

export const inboxPath = "/inbox";
export const newSessionPath = "/inbox/new";
export const sessionPath = (id: string) => `/inbox/${id}`;
/** A session opened at one of its messages, with the words of a search marked in it. */
export const messagePath = (id: string, messageId: string, q = "") =>
  `${sessionPath(id)}?${new URLSearchParams(q ? { message: messageId, q } : { message: messageId })}`;

export const agentsPath = "/agents";
export const newAgentPath = "/agents/new";
export const agentPath = (id: string) => `/agents/${id}`;

export const chatbotsPath = "/bots";
export const newChatbotPath = "/bots/new";
export const chatbotPath = (id: string) => `/bots/${id}`;

export const chatbotSessionsPath = "/bots/sessions";
export const chatbotOverviewPath = "/bots/overview";

export const clientsPath = "/people";
export const newClientPath = "/people/new";
export const importClientsPath = "/people/import";
export const clientPath = (id: string) => `/people/${id}`;

export const profilePath = "/settings";
export const keysPath = "/settings/keys";
export const devicesPath = "/settings/devices";

/** @param next the path to go on to afterwards; without one, the inbox. */
export const signInPath = (next?: string) => withNext("/sign-in", next);
/** @param next as for {@link signInPath}. */
export const signUpPath = (next?: string) => withNext("/sign-up", next);

/** The documentation of the APIs, which the server writes itself. */
export const docsPath = "/docs";

const withNext = (path: string, next: string | undefined) =>
  next === undefined ? path : `${path}?next=${encodeURIComponent(next)}`;
