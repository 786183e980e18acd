"use client";
import { lazy, Suspense } from "react";

// This file is part of every page's code, and what it draws is needed on none that is there.
const InShell = lazy(() => import("./missing-in-shell.tsx").then((m) => ({ default: m.MissingInShell })));
const Alone = lazy(() => import("./missing-alone.tsx").then((m) => ({ default: m.MissingAlone })));

/** An address that leads nowhere. For somebody who is signed in, the ways on stay where they are. */
export function Missing({ signedIn }: { signedIn: boolean }) {
  return <Suspense>{signedIn ? <InShell /> : <Alone />}</Suspense>;
}
