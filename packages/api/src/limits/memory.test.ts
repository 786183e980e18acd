import { expect, it, vi } from "vitest";
import { createLimiter } from "./limiter.ts";

it("stores no window for a refused request, whatever its keys", async () => {
  const limiter = createLimiter({ shared: null, clock: () => new Date(), scale: 1 });
  const signIn = (email: string) =>
    limiter.take([
      { key: `account:${email}`, limit: 10, windowMs: 60_000 },
      { key: "address:1", limit: 3, windowMs: 60_000 },
    ]);
  using stored = vi.spyOn(Map.prototype, "set");
  const accounts = () => stored.mock.calls.filter(([key]) => String(key).startsWith("account:")).length;
  for (let i = 0; i < 3; i++) await signIn(`person ${i}`);
  expect(accounts()).toBe(3);
  for (let i = 3; i < 100; i++) {
    await expect(signIn(`person ${i}`)).rejects.toMatchObject({ reason: "RATE_LIMITED" });
  }
  expect(accounts()).toBe(3);
});
