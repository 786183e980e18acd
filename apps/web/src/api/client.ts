import type { AppRouter } from "@parley/api/root";
import { createTRPCClient } from "@trpc/client";
import { httpBatchLink } from "@trpc/client/links/httpBatchLink";

export const API_PATH = "/api/trpc";
const TIMEOUT_MS = 30_000;

/** A request that takes longer fails with a timeout, which can be retried. */
function fetchInTime(input: RequestInfo | URL | string, init?: RequestInit): Promise<Response> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const signal = init?.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
  return fetch(input, { ...init, signal });
}

/** The browser's client. Same origin, so the sign-in cookie is sent with it. Subscriptions are in stream.ts. */
export const client = createTRPCClient<AppRouter>({
  links: [
    httpBatchLink({ url: API_PATH, maxURLLength: 6000, maxItems: 50, fetch: fetchInTime as typeof fetch }),
  ],
});

/** Sends a mutation that the browser completes after the page is left. */
export function sendOnLeave(path: string, input: unknown): void {
  void fetch(`${API_PATH}/${path}`, {
    method: "POST",
    keepalive: true,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(input),
  });
}
