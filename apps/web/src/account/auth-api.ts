import { removeAllDrafts } from "../editing/remove-drafts.ts";
import { strings } from "./strings.ts";

/** An error of the sign-in service in the format of the API's errors, so that both are shown by the same code. */
class AuthError extends Error {
  override readonly name = "AuthError";
  readonly data: { reason: string; requestId: string | null; details: { retryAfter?: number } };
  readonly code: string;

  constructor(code: string, message: string, response: Response) {
    super(message);
    this.code = code;
    const retryAfter = Number(response.headers.get("retry-after") ?? response.headers.get("x-retry-after"));
    this.data = {
      reason: reasonFor(response.status, code),
      requestId: response.headers.get("x-request-id"),
      details: retryAfter > 0 ? { retryAfter } : {},
    };
  }
}

function reasonFor(status: number, code: string): string {
  if (status === 429) return "RATE_LIMITED";
  // Errors in the input have different statuses, and a text each.
  if (strings.authErrors[code] !== undefined) return "VALIDATION_ERROR";
  if (status === 401) return "UNAUTHORIZED";
  return status >= 500 ? "INTERNAL" : "VALIDATION_ERROR";
}

export type Device = {
  id: string;
  token: string;
  createdAt: string;
  updatedAt: string;
  expiresAt: string;
  ipAddress?: string | null;
  userAgent?: string | null;
};

type Method = "GET" | "POST";

async function call<T>(method: Method, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`/api/auth/${path}`, {
    method,
    signal: AbortSignal.timeout(30_000),
    ...(method === "POST"
      ? { headers: { "content-type": "application/json" }, body: JSON.stringify(body ?? {}) }
      : {}),
  });
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return answer as T;
  const { code, message } = (answer ?? {}) as { code?: string; message?: string };
  throw new AuthError(code ?? "", strings.authErrors[code ?? ""] ?? message ?? response.statusText, response);
}

/** better-auth's endpoints, as the pages use them. The cookie is set by the server. */
export const auth = {
  signUp: (input: { name: string; email: string; password: string }) => call("POST", "sign-up/email", input),
  signIn: (input: { email: string; password: string }) => call("POST", "sign-in/email", input),
  /** Nothing that was typed in forms stays in the browser. */
  signOut: () => call("POST", "sign-out").then(removeAllDrafts),
  current: () => call<{ session: Device } | null>("GET", "get-session"),
  devices: () => call<Device[]>("GET", "list-sessions"),
  revokeDevice: (token: string) => call("POST", "revoke-session", { token }),
  changeName: (input: { name: string }) => call("POST", "update-user", input),
  changeEmail: (input: { newEmail: string; currentPassword: string }) => call("POST", "update-email", input),
  changePassword: (input: { currentPassword: string; newPassword: string; revokeOtherSessions: boolean }) =>
    call("POST", "change-password", input),
};
