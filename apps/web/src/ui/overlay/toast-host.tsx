"use client";
import { useTheme } from "next-themes";
import { lazy, Suspense, useEffect, useSyncExternalStore } from "react";
import { loadCode } from "../load-code.ts";
import { toastHost } from "./toast.ts";

const Toaster = lazy(() =>
  loadCode(() => import("sonner").then((module) => ({ default: module.Toaster })), Infinity),
);

/** Renders toasts. Its code is loaded with the first one. */
export function ToastHost() {
  const requested = useSyncExternalStore(toastHost.subscribe, toastHost.isRequested, () => false);
  const { resolvedTheme } = useTheme();
  if (!requested) return null;
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

/** Mounted after the toaster beside it, which drops toasts that come before. */
function Ready() {
  useEffect(() => toastHost.onMounted(), []);
  return null;
}
