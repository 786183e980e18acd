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
  /** Where the server is, e.g. `https://parley.example`. */
  baseUrl: string;
  /** A person's token, an API key or a session's token. Without one only what needs no credential can be called. */
  token?: string;
};

/**
 * A client with the server's own types: `client.agent.create.mutate({ agentId, userId })`.
 * Calls made at the same time travel together; subscriptions come as server-sent events and go on where they were
 * after a lost connection. A refusal rejects with a TRPCClientError: see {@link refusalReason}.
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

/** Why the server refused, e.g. `SESSION_EXPIRED`; undefined for an error of another kind, such as a lost network. */
export function refusalReason(error: unknown): string | undefined {
  if (!(error instanceof TRPCClientError)) return undefined;
  const data: unknown = error.data;
  return typeof data === "object" && data !== null && "reason" in data ? String(data.reason) : undefined;
}
