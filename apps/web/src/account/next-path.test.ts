import { expect, it } from "vitest";
import { nextPath } from "./next-path.ts";

it.each(["/inbox", "/inbox/abc?tab=1#end", "/", "/a/../b"])("goes on to %j", (path) => {
  expect(nextPath(path)).toBe(new URL(path, "http://x").href.slice("http://x".length));
});

it.each([
  null,
  "",
  "inbox",
  "//evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "/\r\n//evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/.//evil.example",
  "/a/..//evil.example",
  "https://evil.example",
  "javascript:alert(1)",
  "http://[",
  "//[",
])("stays here for %j", (path) => {
  const next = nextPath(path);
  expect(new URL(next, "http://home.example/sign-in").host).toBe("home.example");
  expect(next).toBe("/home");
});
