import type { Db, Tx } from "@parley/db/client";
import { authAccount, authSession, authVerification, user } from "@parley/db/schema/auth";
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { bearer } from "better-auth/plugins/bearer";
import { sql } from "drizzle-orm";
import type { Log } from "../log.ts";
import { hashPassword, verifyPassword } from "./password.ts";
import { ACCOUNT_LIMITS } from "./schema.ts";

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
/** Where the HTTP layer says from which address a request came: `X-Forwarded-For` may be anybody's invention. */
export const ADDRESS_HEADER = "x-parley-address";

/** Sign-up, sign-in and devices, by better-auth, at `/api/auth`. Its limits are ours, in the HTTP layer. */
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
    plugins: [bearer()],
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    // Its own logger writes to the console, with statements and user content in the text.
    logger: { level: "error", log: (_, message, ...more) => report(log, message, more) },
    onAPIError: { throw: true },
    databaseHooks: { user: { create: { after: (created) => welcomeFirst(options, created.id) } } },
  });
}

/** A message of better-auth without an error is the refusal that the caller receives. */
function report(log: Log, message: string, more: unknown[]): void {
  const err = more.find((item) => item instanceof Error);
  if (err) log.error({ err }, "sign-in failed unexpectedly");
  else log.debug({}, `sign-in was refused: ${message}`);
}

/** Pages of the server itself, under whichever name it was reached. */
function ownOrigin(request: Request | undefined): string[] {
  const host = request?.headers.get("host");
  return host ? [`http://${host}`, `https://${host}`] : [];
}

/** Any number, the same in every process: it names the lock. */
const WELCOME_LOCK = 7_205_102;
/** Longer than a sign-up takes: two concurrent ones may each see the other. */
const SIGN_UP_OVERLAP = sql`interval '1 minute'`;

/** Calls `welcome` for the first person of an installation. Concurrent sign-ups run one after another. */
async function welcomeFirst(
  { db, clock, onFirstPerson }: Pick<AuthOptions, "db" | "clock" | "onFirstPerson">,
  userId: string,
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${WELCOME_LOCK})`);
    const earlier = await tx.execute(sql`
      select 1 from ${user} earlier, ${user} me
      where me.id = ${userId} and earlier.created_at < me.created_at - ${SIGN_UP_OVERLAP} limit 1`);
    if (earlier.length === 0) await onFirstPerson(tx, userId, clock());
  });
}
