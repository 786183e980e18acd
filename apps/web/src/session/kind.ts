import type { LucideIcon } from "lucide-react";
import type { ComponentType } from "react";
import type { InboxFilter, InboxItem, SessionKind } from "../api/types.ts";
import type { UrlParams } from "../ui/use-url-params.ts";
import type { LiveSession } from "./live/live-session.ts";
import type { Sending } from "./live/outbox.ts";
import type { Live } from "./live/use-live.ts";

/** A link to a page of a kind. */
export type KindLink = { label: string; href: string };

export type NavigationItem = KindLink & {
  icon: LucideIcon;
  /** what a person builds, whom they talk with, or how it goes */
  section: "build" | "people" | "overview";
  /** further paths at which the item is marked as the current one */
  also?: string[];
};

export type FilterControlsProps = { params: UrlParams; className: string };

/** Filters of the inbox that apply to one kind's sessions only. */
type KindFilters = {
  /** reads the filters from the parameters of the URL */
  read: (get: (name: string) => string) => InboxFilter;
  /** the controls, which write the same parameters */
  Controls: ComponentType<FilterControlsProps>;
};

/** The calls that control replies; an error is shown by the caller. */
export type ReplyCalls = {
  /** stops or dequeues the reply to the message; those to other messages are written */
  stop: (sessionId: string, messageId: string) => Promise<unknown>;
  /** requests another reply to the message */
  retry: (sessionId: string, messageId: string) => Promise<unknown>;
};

export type SessionPageProps<K extends SessionKind> = { session: LiveSession<K>; live: Live };

/**
 * A kind of session for the web app. Each kind exports one from its `kind.tsx`, and `kinds.tsx` lists them. The value is
 * part of every page's code, so pages are loaded lazily.
 */
export interface WebKind<K extends SessionKind = SessionKind> {
  /** what one of its sessions is called: the accessible name of its icon */
  label: string;
  icon: LucideIcon;
  /** classes of the icon's background and foreground */
  hue: string;
  navigation: NavigationItem[];
  /** all sessions of this kind */
  sessions: KindLink;
  /** the way to a first session, on the home page */
  start: KindLink & { text: string };
  /** entries of the command menu */
  commands: KindLink[];
  filters?: KindFilters;
  /** who takes part in a session, for its row in the inbox */
  participants: (item: InboxItem) => string;
  /** milliseconds until the session expires, as of the response; infinite where nothing makes it expire */
  timeLeft: (session: Omit<LiveSession<K>, "deadline">) => number;
  sending: Sending;
  replies: ReplyCalls;
  SessionPage: ComponentType<SessionPageProps<K>>;
  /** starts a session of this kind, on the page for new sessions */
  NewSession?: ComponentType;
}
