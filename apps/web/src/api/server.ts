import "server-only";
import type { AppRouter } from "@parley/api/root";
import type { QueryClient } from "@tanstack/react-query";
import { createTRPCClient, httpBatchLink } from "@trpc/client";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { cookies } from "next/headers";
import { cache } from "react";

/** Set by the server that hosts these pages. */
const internalUrl = () => process.env.PARLEY_INTERNAL_URL ?? `http://127.0.0.1:${process.env.PORT ?? 3000}`;

async function visitorHeaders(): Promise<{ baseUrl: string; headers: { cookie: string } }> {
  const jar = await cookies();
  return { baseUrl: internalUrl(), headers: { cookie: jar.toString() } };
}

/** Whether the request has a valid sign-in, according to the API. Cached for the request. */
export const isSignedIn = cache(async (): Promise<boolean> => {
  const { baseUrl, headers } = await visitorHeaders();
  if (!headers.cookie) return false;
  const answer = await fetch(`${baseUrl}/api/auth/get-session`, { headers, cache: "no-store" });
  if (!answer.ok) return false;
  return (await answer.json()) !== null;
});

/** The router's query options for prefetching on the server, with the visitor's own cookie. */
export async function serverTrpc(queryClient: QueryClient) {
  const { baseUrl, headers } = await visitorHeaders();
  const client = createTRPCClient<AppRouter>({
    links: [httpBatchLink({ url: `${baseUrl}/api/trpc`, headers })],
  });
  return createTRPCOptionsProxy<AppRouter>({ client, queryClient });
}
