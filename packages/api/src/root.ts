import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import { accountRouter, keysRouter } from "./account/router.ts";
import { agentRouter } from "./agent/router.ts";
import { callerOf } from "./caller.ts";
import { chatbotRouter } from "./chatbot/router.ts";
import type { Context } from "./context.ts";
import { kinds } from "./kinds.ts";
import { createSessionsRouter } from "./session/router.ts";
import { systemRouter } from "./system/router.ts";
import { type createCallerFactory, router } from "./trpc.ts";

/** Every procedure of Parley. */
export const appRouter = router({
  agent: agentRouter,
  chatbot: chatbotRouter,
  sessions: createSessionsRouter(kinds),
  keys: keysRouter,
  account: accountRouter,
  system: systemRouter,
});

export type AppRouter = typeof appRouter;
export type RouterInputs = inferRouterInputs<AppRouter>;
export type RouterOutputs = inferRouterOutputs<AppRouter>;

/** Calls procedures in the process, with the same checks as over HTTP. */
export type Caller = ReturnType<ReturnType<typeof createCallerFactory<typeof appRouter._def.record>>>;
export const createCaller = callerOf(appRouter._def.record) as (
  ctx: Context,
  options?: { signal?: AbortSignal },
) => Caller;
