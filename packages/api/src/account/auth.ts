import type { Db } from "@parley/db/client";
import { agent } from "@parley/db/schema/agent";
import { authAccount, authSession, authVerification, user } from "@parley/db/schema/auth";
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { bearer } from "better-auth/plugins/bearer";
import { sql } from "drizzle-orm";
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
};

const DAY_SECONDS = 86_400;

/** Sign-up, sign-in and devices, by better-auth, at `/api/auth`. Its limits are ours, in the HTTP layer. */
export function createAuth({ db, secret, publicUrl, trustedOrigins, clock }: AuthOptions) {
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
    plugins: [bearer()],
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { level: "error" },
    databaseHooks: { user: { create: { after: (created) => welcomeFirst(db, created.id, clock()) } } },
  });
}

/** Pages of the server itself, under whichever name it was reached. */
function ownOrigin(request: Request | undefined): string[] {
  const host = request?.headers.get("host");
  return host ? [`http://${host}`, `https://${host}`] : [];
}

/** The first person of an installation finds an agent to try: the quick start needs its id. */
async function welcomeFirst(db: Db, userId: string, now: Date): Promise<void> {
  const id = uuid7(now);
  const at = sql`${now.toISOString()}::timestamptz`;
  await db.execute(sql`
    insert into ${agent} (id, owner_id, name, system_prompt, created_at, updated_at)
    select ${id}, ${userId}, 'Assistant', 'You are a helpful assistant. Be clear, kind and brief.', ${at}, ${at}
    where not exists (select from ${user} where id <> ${userId})`);
}
