import * as z from "zod";
import { text } from "../session/schema.ts";

/** The permissions that an API key can have. `*` grants all of them. */
export const SCOPES = [
  "sessions:create",
  "sessions:read",
  "sessions:write",
  "sessions:manage",
  "sessions:health",
  "*",
] as const;
export const scopeSchema = z.enum(SCOPES);
export type Scope = z.infer<typeof scopeSchema>;

export const ACCOUNT_LIMITS = {
  nameMaxCharacters: 100,
  passwordMinCharacters: 8,
  passwordMaxCharacters: 128,
  keyNameMaxCharacters: 100,
  keysMax: 100,
} as const;

export const keyCreateInput = z.object({
  name: text().trim().min(1, "must not be empty").max(ACCOUNT_LIMITS.keyNameMaxCharacters),
  scopes: z.array(scopeSchema).min(1, "must name at least one scope").max(SCOPES.length),
  expiresAt: z.iso.datetime({ offset: true, error: "must be an ISO 8601 time" }).nullish(),
});

export const signUpSchema = z.object({
  name: text()
    .trim()
    .min(1, "must not be empty")
    .max(ACCOUNT_LIMITS.nameMaxCharacters, `must be at most ${ACCOUNT_LIMITS.nameMaxCharacters} characters`),
  email: z.email("must be an email address").max(254),
  password: z
    .string()
    .min(
      ACCOUNT_LIMITS.passwordMinCharacters,
      `must be at least ${ACCOUNT_LIMITS.passwordMinCharacters} characters`,
    )
    .max(
      ACCOUNT_LIMITS.passwordMaxCharacters,
      `must be at most ${ACCOUNT_LIMITS.passwordMaxCharacters} characters`,
    ),
});
export const signInSchema = signUpSchema
  .pick({ email: true })
  .extend({ password: z.string().min(1, "must not be empty") });
