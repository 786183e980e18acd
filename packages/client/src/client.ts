import type { AppRouter, RouterInputs, RouterOutputs } from "@parley/api/root";
import {
  createTRPCClient,
  httpBatchLink,
  httpSubscriptionLink,
  splitLink,
  type TRPCClient,
  TRPCClientError,
} from "@trpc/client";
import { EventSource } from "eventsource";

export type { AppRouter, RouterInputs, RouterOutputs };
export type ParleyClient = TRPCClient<AppRouter>;

export type ParleyClientOptions = {
  /** The URL of the server, e.g. `https://parley.example`. */
  baseUrl: string;
  /** A person's token, an API key or a session token. Without one, only public procedures can be called. */
  token?: string;
};

/**
 * A client with the types of the server's router: `client.agent.create.mutate({ agentId, userId })`.
 * Concurrent calls are batched into one request. Subscriptions use server-sent events, and resume after a lost connection.
 * A refusal rejects with a TRPCClientError: see {@link refusalReason}.
 */
export function createParleyClient({ baseUrl, token }: ParleyClientOptions): ParleyClient {
  const url = `${baseUrl.replace(/\/+$/, "")}/api/trpc`;
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === "subscription",
        true: httpSubscriptionLink({
          url,
          EventSource,
          eventSourceOptions: () => ({
            fetch: (input, init) => fetch(input, { ...init, headers: { ...init.headers, ...headers } }),
          }),
        }),
        false: httpBatchLink({ url, headers, maxURLLength: 6000, maxItems: 50 }),
      }),
    ],
  });
}

/** The reason of a refusal, e.g. `SESSION_EXPIRED`; undefined for other errors, such as a lost connection. */
export function refusalReason(error: unknown): string | undefined {
  if (!(error instanceof TRPCClientError)) return undefined;
  const data: unknown = error.data;
  return typeof data === "object" && data !== null && "reason" in data ? String(data.reason) : undefined;
}
