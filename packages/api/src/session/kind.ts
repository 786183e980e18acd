import type { Tx } from "@parley/db/client";
import type * as z from "zod";
import type { DomainError, ReasonInfo } from "../errors.ts";
import type { Services } from "../services.ts";
import type { KindSettings } from "../settings.ts";
import type { EnteredSession } from "./access/gate.ts";
import type { Compose } from "./reply/draft.ts";
import type { ReplyEffects } from "./write/append.ts";

/** What the core needs of a session as its kind shows it. */
export type SessionView = { id: string; kind: string; title: string | null; version: number };

/** A job that runs again and again in the worker: all processes may run it at the same time. */
export type RepeatedJob = {
  name: string;
  /** Milliseconds between two runs; `sweep` runs at the interval that the installation sets. */
  every: number | "sweep";
  run(services: Services): Promise<void>;
};

/** What a kind of session tells the core. The core works on `session`, `message`, `event` and `reply` alone. */
export type SessionKind<
  Name extends string = string,
  View extends SessionView = SessionView,
  Events extends EventSchemas = EventSchemas,
> = {
  name: Name;
  /** The session as its viewer sees it; undefined when it is gone. */
  read(services: Services, session: EnteredSession): Promise<View | undefined>;
  /** Stores what follows from the end of a session that is over, once. Returns the refusal for the holder of its token. */
  settleEnd?(services: Services, session: EnteredSession): Promise<DomainError>;
  /** Events of the kind that live streams carry beside the core's, each with the schema of its data. */
  events: Events;
  /** Writes the reply to a message. */
  compose: Compose;
  /** What is stored together with a finished reply. */
  replyEffects?: ReplyEffects;
  jobs: readonly RepeatedJob[];
  /** Runs when the first person of an installation signs up. */
  welcome?(tx: Tx, ownerId: string, now: Date): Promise<void>;
  reasons: Readonly<Record<string, ReasonInfo>>;
  settings?: KindSettings;
};

/** The view of sessions of these kinds. */
export type ViewOf<K> = K extends SessionKind<string, infer View> ? View : never;

/** The data of each event type; `z.null()` for an event without data. */
export type EventSchemas = Readonly<Record<string, z.ZodType>>;

export type KindRegistry = {
  all: readonly SessionKind[];
  /** @throws Error for a kind that this server does not hold. */
  of(name: string): SessionKind;
  welcome(tx: Tx, ownerId: string, now: Date): Promise<void>;
};

export function kindRegistry(kinds: readonly SessionKind[]): KindRegistry {
  const byName = new Map(kinds.map((kind) => [kind.name, kind]));
  return {
    all: kinds,
    of(name) {
      const kind = byName.get(name);
      if (!kind) throw new Error(`this server holds no sessions of the kind ${name}`);
      return kind;
    },
    async welcome(tx, ownerId, now) {
      for (const kind of kinds) await kind.welcome?.(tx, ownerId, now);
    },
  };
}
