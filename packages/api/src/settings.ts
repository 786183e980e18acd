import type * as z from "zod";

/** Requests that are let through; each is multiplied by `scale`. */
export type Limits = {
  /** 0 turns every limit off. */
  scale: number;
  perAccountMinute: number;
  signUpPerAddressMinute: number;
  signInPerAccountMinute: number;
  signInPerAddressMinute: number;
};

/** What an installation may set. `kinds` holds the settings of each kind of session, by its name. */
export type Settings = { limits: Limits; kinds: Readonly<Record<string, object>> };

export const DEFAULT_LIMITS: Limits = {
  scale: 1,
  perAccountMinute: 1000,
  signUpPerAddressMinute: 30,
  signInPerAccountMinute: 10,
  signInPerAddressMinute: 100,
};

/** The settings of one kind of session: the environment variables that it reads, and what they become. */
export type KindSettings<S extends object = object, V extends z.ZodRawShape = z.ZodRawShape> = {
  kind: string;
  /** Environment variables, each with its default and its rule. */
  variables: V;
  fromEnv(env: z.output<z.ZodObject<V>>): S;
  defaults: S;
};

/** The present settings of a kind; the defaults where the installation sets none. */
export function settingsOf<S extends object, V extends z.ZodRawShape>(
  { kind, defaults }: KindSettings<S, V>,
  settings: Settings,
): S {
  // Whatever is stored under the kind's name was made by its own `fromEnv`.
  return (settings.kinds[kind] as S | undefined) ?? defaults;
}
