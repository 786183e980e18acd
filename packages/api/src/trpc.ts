import { initTRPC, TRPCError } from "@trpc/server";
import * as z from "zod";
import type { Actor } from "./account/actor.ts";
import type { Scope } from "./account/schema.ts";
import type { Context } from "./context.ts";
import { DomainError } from "./errors.ts";

/**
 * Maps any error that a procedure throws to a refusal.
 * An unexpected error becomes INTERNAL, with a fixed message: its own could contain SQL or data.
 */
export function refusalOf(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  if (!(error instanceof TRPCError)) return new DomainError("INTERNAL", "Something went wrong on the server");
  if (error.cause instanceof DomainError) return error.cause;
  if (error.cause instanceof z.core.$ZodError) return invalidInput(error.cause);
  if (error.code === "NOT_FOUND") return new DomainError("NOT_FOUND", "There is no such procedure");
  if (error.code === "PARSE_ERROR" || error.code === "BAD_REQUEST") {
    return new DomainError("VALIDATION_ERROR", "The request could not be read");
  }
  if (error.code === "METHOD_NOT_SUPPORTED")
    return new DomainError("METHOD_NOT_ALLOWED", "A query is asked with GET, a change with POST");
  if (error.code === "UNSUPPORTED_MEDIA_TYPE")
    return new DomainError("VALIDATION_ERROR", "The body must be JSON, and say so");
  return new DomainError("INTERNAL", "Something went wrong on the server");
}

/** A VALIDATION_ERROR that names each invalid field and the rule that it breaks. */
export function invalidInput(error: z.core.$ZodError): DomainError {
  const issues = error.issues.map((issue) => ({ field: issue.path.join("."), rule: ruleOf(issue) }));
  const first = issues[0] ?? { field: "", rule: "is not valid" };
  const missing = issues.filter((issue) => issue.rule === REQUIRED).map((issue) => issue.field);
  const message =
    missing.length > 0
      ? `Missing required fields: ${missing.join(", ")}`
      : `${first.field || "The body"} ${first.rule}`;
  return new DomainError("VALIDATION_ERROR", message, { ...first, issues });
}

const REQUIRED = "is required";

const ARTICLES: Record<string, string> = { object: "an object", array: "a list", int: "a whole number" };

const UNITS: Record<string, string> = { string: " characters", array: " entries" };

function ruleOf(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_type" && issue.message.startsWith("Invalid input")) {
    if (issue.path.length > 0 && issue.message.endsWith("received undefined")) return REQUIRED;
    return `must be ${ARTICLES[issue.expected] ?? `a ${issue.expected}`}`;
  }
  if (issue.code === "too_big" && issue.message.startsWith("Too big"))
    return `must be at most ${issue.maximum}${UNITS[issue.origin] ?? ""}`;
  if (issue.code === "too_small" && issue.message.startsWith("Too small")) {
    const isEmpty = issue.minimum === 1 && issue.origin in UNITS;
    return isEmpty ? "must not be empty" : `must be at least ${issue.minimum}${UNITS[issue.origin] ?? ""}`;
  }
  return issue.message.replace(/^Invalid/, "is invalid");
}

const t = initTRPC.context<Context>().create({
  sse: { ping: { enabled: true, intervalMs: 15_000 }, client: { reconnectAfterInactivityMs: 40_000 } },
  errorFormatter({ shape, error, ctx }) {
    const refusal = refusalOf(error);
    const { code } = shape.data;
    return {
      code: shape.code,
      message: refusal.message,
      data: {
        code,
        httpStatus: refusal.info.status,
        reason: refusal.reason,
        details: refusal.details,
        requestId: ctx?.requestId ?? null,
      },
    };
  },
});

/** Converts any error to a TRPCError, and logs it if it is unexpected. The only place that does either. */
export function toTrpcError(ctx: Context, path: string, error: unknown): TRPCError {
  const refusal = refusalOf(error);
  if (refusal.reason === "INTERNAL") {
    const err = error instanceof TRPCError ? (error.cause ?? error) : error;
    ctx.services.log.error({ requestId: ctx.requestId, path, err }, "procedure failed");
  }
  return new TRPCError({ code: refusal.info.trpc, message: refusal.message, cause: refusal });
}

/**
 * A procedure whose callers `admit` checks: it throws, or returns what it adds to the context. Check and error mapping
 * share one middleware, because each further one makes tRPC copy the options of every call several times.
 */
const guarded = <Added extends Partial<Context>>(admit: (ctx: Context) => Added) =>
  t.procedure.use(async ({ ctx, path, type, next }) => {
    try {
      const result = await next({ ctx: admit(ctx) });
      if (!result.ok) throw result.error;
      if (type === "subscription") result.data = mapStreamErrors(ctx, path, result.data);
      return result;
    } catch (error) {
      throw toTrpcError(ctx, path, error);
    }
  });

/** A subscription returns before its stream runs, and so beyond the middleware's reach. */
async function* mapStreamErrors(ctx: Context, path: string, stream: unknown): AsyncGenerator<unknown> {
  try {
    yield* stream as AsyncIterable<unknown>;
  } catch (error) {
    throw toTrpcError(ctx, path, error);
  }
}

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** A procedure for any caller, with or without a credential. */
export const publicProcedure = guarded(() => ({}));

export const unauthorized = () => new DomainError("UNAUTHORIZED", "Authentication is missing or invalid");

/** Refuses a caller without the scope. A signed-in person has every scope. */
export function requireScope(actor: Actor, scope: Scope): void {
  if (actor.type === "user" || actor.scopes.includes(scope) || actor.scopes.includes("*")) return;
  throw new DomainError("FORBIDDEN", `This needs the scope ${scope}`, { scope });
}

/** A procedure for callers with a credential that has `scope`. */
export const scoped = (scope: Scope) =>
  guarded(({ actor }) => {
    if (!actor) throw unauthorized();
    requireScope(actor, scope);
    return { actor };
  });

/** A procedure for a signed-in person, or for a key with the scope `*`. */
export const accountProcedure = guarded(({ actor }) => {
  if (!actor) throw unauthorized();
  if (actor.type === "session" || (actor.type === "key" && !actor.scopes.includes("*"))) {
    throw new DomainError("FORBIDDEN", "This needs a signed-in person, or a key with the scope *");
  }
  return { actor };
});
