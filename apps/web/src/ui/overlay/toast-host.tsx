"use client";
import { useTheme } from "next-themes";
import { lazy, Suspense, useEffect, useSyncExternalStore } from "react";
import { toastHost } from "./toast.ts";

const Toaster = lazy(() => import("sonner").then((module) => ({ default: module.Toaster })));

/** The place where toasts appear. Its code arrives with the first of them. */
export function ToastHost() {
  const wanted = useSyncExternalStore(toastHost.subscribe, toastHost.isWanted, () => false);
  const { resolvedTheme } = useTheme();
  if (!wanted) return null;
  return (
    <Suspense>
      <Toaster
        position="bottom-right"
        theme={resolvedTheme === "dark" ? "dark" : "light"}
        offset={{ bottom: "1.5rem", right: "1.5rem" }}
        toastOptions={{
          style: {
            background: "var(--raised)",
            color: "var(--ink)",
            border: "1px solid var(--line-strong)",
            fontFamily: "inherit",
          },
        }}
      />
      <Ready />
    </Suspense>
  );
}

/** Mounted after the toaster beside it: from then on a toast is not lost. */
function Ready() {
  useEffect(() => toastHost.isReady(), []);
  return null;
}
