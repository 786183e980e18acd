import type { Db, Tx } from "@parley/db/client";
import { authAccount, authSession, authVerification, user } from "@parley/db/schema/auth";
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { bearer } from "better-auth/plugins/bearer";
import { sql } from "drizzle-orm";
import type { Log } from "../log.ts";
import { hashPassword, verifyPassword } from "./password.ts";
import { ACCOUNT_LIMITS } from "./schema.ts";
import { emailUpdates } from "./update-email.ts";

export type Auth = ReturnType<typeof createAuth>;
export type AuthOptions = {
  db: Db;
  secret: string;
  publicUrl: string;
  trustedOrigins: string[];
  clock: () => Date;
  log: Log;
  /** Runs in a transaction of its own when the first person of an installation signs up. */
  onFirstPerson: (tx: Tx, userId: string, now: Date) => Promise<void>;
};

const DAY_SECONDS = 86_400;
/** The header in which the HTTP layer passes the client's address: a client can forge `X-Forwarded-For`. */
export const ADDRESS_HEADER = "x-parley-address";

/** Sign-up, sign-in and devices, by better-auth, at `/api/auth`. The HTTP layer applies the rate limits. */
export function createAuth(options: AuthOptions) {
  const { db, secret, publicUrl, trustedOrigins, log } = options;
  return betterAuth({
    baseURL: publicUrl,
    basePath: "/api/auth",
    secret,
    database: drizzleAdapter(db, {
      provider: "pg",
      schema: { user, session: authSession, account: authAccount, verification: authVerification },
    }),
    trustedOrigins: (request) => [...trustedOrigins, ...ownOrigin(request)],
    emailAndPassword: {
      enabled: true,
      minPasswordLength: ACCOUNT_LIMITS.passwordMinCharacters,
      maxPasswordLength: ACCOUNT_LIMITS.passwordMaxCharacters,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    session: { expiresIn: 30 * DAY_SECONDS, updateAge: DAY_SECONDS },
    advanced: { ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] } },
    plugins: [bearer(), emailUpdates()],
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    // The default logger writes to the console, and its text contains SQL statements and user content.
    logger: { level: "error", log: (_, message, ...more) => report(log, message, more) },
    onAPIError: { throw: true },
    databaseHooks: { user: { create: { after: (created) => handleFirstPerson(options, created.id) } } },
  });
}

/** A log line of better-auth without an Error is an expected refusal, which the caller receives as the response. */
function report(log: Log, message: string, more: unknown[]): void {
  const err = more.find((item) => item instanceof Error);
  if (err) log.error({ err }, "sign-in failed unexpectedly");
  else log.debug({}, `sign-in was refused: ${message}`);
}

/** The origin of the server's own pages, under the host name that the request used. */
function ownOrigin(request: Request | undefined): string[] {
  const host = request?.headers.get("host");
  return host ? [`http://${host}`, `https://${host}`] : [];
}

/** The advisory lock's key: arbitrary, and the same in every process. */
const FIRST_PERSON_LOCK = 7_205_102;
/** Longer than a sign-up takes: of two concurrent first sign-ups, each sees the other's row. */
const SIGN_UP_OVERLAP = sql`interval '1 minute'`;

/** Calls `onFirstPerson` for the first person of an installation. The lock serializes concurrent sign-ups. */
async function handleFirstPerson(
  { db, clock, onFirstPerson }: Pick<AuthOptions, "db" | "clock" | "onFirstPerson">,
  userId: string,
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${FIRST_PERSON_LOCK})`);
    const earlier = await tx.execute(sql`
      select 1 from ${user} earlier, ${user} me
      where me.id = ${userId} and earlier.created_at < me.created_at - ${SIGN_UP_OVERLAP} limit 1`);
    if (earlier.length === 0) await onFirstPerson(tx, userId, clock());
  });
}
