import type { Db } from "@parley/db/client";
import { agent } from "@parley/db/schema/agent";
import { authAccount, authSession, authVerification, user } from "@parley/db/schema/auth";
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { bearer } from "better-auth/plugins/bearer";
import { sql } from "drizzle-orm";
import type { Log } from "../services.ts";
import { uuid7 } from "../session/ids.ts";
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
};

const DAY_SECONDS = 86_400;
/** Where the HTTP layer says from which address a request came: `X-Forwarded-For` may be anybody's invention. */
export const ADDRESS_HEADER = "x-parley-address";

/** Sign-up, sign-in and devices, by better-auth, at `/api/auth`. Its limits are ours, in the HTTP layer. */
export function createAuth({ db, secret, publicUrl, trustedOrigins, clock, log }: AuthOptions) {
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
    // Its own words would go to the console, and with them statements and what people wrote.
    logger: { level: "error", log: (_, message, ...more) => tell(log, message, more) },
    onAPIError: { throw: true },
    databaseHooks: { user: { create: { after: (created) => welcomeFirst(db, created.id, clock()) } } },
  });
}

/** What better-auth has to say without an error is what it answers to the caller. */
function tell(log: Log, message: string, more: unknown[]): void {
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
/** Longer than a sign-up takes: those who come together may each see the other. */
const TOGETHER = sql`interval '1 minute'`;

/**
 * The first person of an installation finds an agent to try: the quick start needs its id. Of several who sign up
 * at the same moment, one does.
 */
async function welcomeFirst(db: Db, userId: string, now: Date): Promise<void> {
  const id = uuid7(now);
  const at = sql`${now.toISOString()}::timestamptz`;
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${WELCOME_LOCK})`);
    await tx.execute(sql`
      insert into ${agent} (id, owner_id, name, system_prompt, created_at, updated_at)
      select me.id, me.owner_id, 'Assistant', 'You are a helpful assistant. Be clear, kind and brief.', ${at}, ${at}
      from (select ${id} as id, ${user.id} as owner_id, ${user.createdAt} as since from ${user} where ${user.id} = ${userId}) me
      where not exists (select from ${agent})
        and not exists (select from ${user} where ${user.createdAt} < me.since - ${TOGETHER})`);
  });
}
