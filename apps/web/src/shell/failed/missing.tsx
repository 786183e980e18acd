"use client";
import { lazy, Suspense } from "react";
import { loadCode } from "../../ui/load-code.ts";

// Part of every page's code, so its content is loaded lazily.
const InShell = lazy(() =>
  loadCode(() => import("./missing-in-shell.tsx").then((m) => ({ default: m.MissingInShell }))),
);
const Alone = lazy(() =>
  loadCode(() => import("./missing-alone.tsx").then((m) => ({ default: m.MissingAlone }))),
);

/** The "not found" page: in the shell for somebody who is signed in. */
export function Missing({ signedIn }: { signedIn: boolean }) {
  return <Suspense>{signedIn ? <InShell /> : <Alone />}</Suspense>;
}
