import type { AppRouter } from "@parley/api/root";
import { createTRPCClient } from "@trpc/client";
import { httpBatchLink } from "@trpc/client/links/httpBatchLink";

export const API_PATH = "/api/trpc";
const TIMEOUT_MS = 30_000;

/** Every wait has an end: a request that hangs becomes an error that can be retried. */
function fetchInTime(input: RequestInfo | URL | string, init?: RequestInit): Promise<Response> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const signal = init?.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
  return fetch(input, { ...init, signal });
}

/** The browser's client: same origin, so the sign-in cookie goes along by itself. Streams are in streams.ts. */
export const client = createTRPCClient<AppRouter>({
  links: [
    httpBatchLink({ url: API_PATH, maxURLLength: 6000, maxItems: 50, fetch: fetchInTime as typeof fetch }),
  ],
});

/** Sends a mutation that must arrive although the page is being left. */
export function sendOnLeave(path: string, input: unknown): void {
  void fetch(`${API_PATH}/${path}`, {
    method: "POST",
    keepalive: true,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(input),
  });
}
