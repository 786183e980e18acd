"use client";
import { lazy, Suspense } from "react";

// Part of every page's code, so its content is loaded lazily.
const InShell = lazy(() => import("./missing-in-shell.tsx").then((m) => ({ default: m.MissingInShell })));
const Alone = lazy(() => import("./missing-alone.tsx").then((m) => ({ default: m.MissingAlone })));

/** The "not found" page: in the shell for somebody who is signed in. */
export function Missing({ signedIn }: { signedIn: boolean }) {
  return <Suspense>{signedIn ? <InShell /> : <Alone />}</Suspense>;
}
