import { isUniqueViolation } from "@parley/db/errors";
import type { BetterAuthPlugin } from "better-auth";
import { APIError, createAuthEndpoint, sensitiveSessionMiddleware } from "better-auth/api";
import * as z from "zod";
import { verifyPassword } from "./password.ts";
import { signUpSchema } from "./schema.ts";

/**
 * Adds `/update-email`, which changes the email of the signed-in person at once, for servers without a mail service.
 * better-auth's own `/change-email` does not ask for the password, so that a stolen cookie would be enough to take an
 * account over, and reports success for an email that is taken.
 */
export const emailUpdates = () =>
  ({
    id: "email-updates",
    endpoints: {
      updateEmail: createAuthEndpoint(
        "/update-email",
        { method: "POST", body: bodySchema, use: [sensitiveSessionMiddleware] },
        async (ctx) => {
          const { user } = ctx.context.session;
          const { internalAdapter } = ctx.context;
          const newEmail = ctx.body.newEmail.toLowerCase();
          const hash = (await internalAdapter.findCredentialAccount(user.id))?.password;
          if (!hash || !(await verifyPassword({ hash, password: ctx.body.currentPassword })))
            throw new APIError("BAD_REQUEST", { code: "INVALID_PASSWORD", message: "Invalid password" });
          const change = internalAdapter.updateUser(user.id, { email: newEmail });
          await change.catch((error: unknown) => {
            throw isUniqueViolation(error, "user_email_unique") ? emailTaken() : error;
          });
          return ctx.json({ status: true });
        },
      ),
    },
  }) satisfies BetterAuthPlugin;

const bodySchema = z.object({ newEmail: signUpSchema.shape.email, currentPassword: z.string() });

/** As better-auth refuses a sign-up. */
const emailTaken = () =>
  new APIError("UNPROCESSABLE_ENTITY", {
    code: "USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL",
    message: "User already exists. Use another email.",
  });
