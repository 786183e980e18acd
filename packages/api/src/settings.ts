import type * as z from "zod";

/** Rate limits, in requests; each is multiplied by `scale`. */
export type Limits = {
  /** 0 turns every limit off. */
  scale: number;
  perAccountMinute: number;
  signUpPerAddressMinute: number;
  signInPerAccountMinute: number;
  signInPerAddressMinute: number;
};

/** The settings of an installation. `kinds` contains those of each kind of session, by its name. */
export type Settings = { limits: Limits; kinds: Readonly<Record<string, object>> };

export const DEFAULT_LIMITS: Limits = {
  scale: 1,
  perAccountMinute: 1000,
  signUpPerAddressMinute: 30,
  signInPerAccountMinute: 10,
  signInPerAddressMinute: 100,
};

/** Declares the settings of one kind of session, and the environment variables that they are read from. */
export type KindSettings<S extends object = object, V extends z.ZodRawShape = z.ZodRawShape> = {
  kind: string;
  /** A schema for each environment variable, with its default. */
  variables: V;
  fromEnv(env: z.output<z.ZodObject<V>>): S;
  defaults: S;
};

/** The settings of a kind in this installation, or its defaults when the installation has none. */
export function settingsOf<S extends object, V extends z.ZodRawShape>(
  { kind, defaults }: KindSettings<S, V>,
  settings: Settings,
): S {
  // The value under the kind's name was always made by its own `fromEnv`.
  return (settings.kinds[kind] as S | undefined) ?? defaults;
}
