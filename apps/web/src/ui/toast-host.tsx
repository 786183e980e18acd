"use client";
import { useTheme } from "next-themes";
import { lazy, Suspense, useEffect, useState } from "react";

const Toaster = lazy(() => import("sonner").then((module) => ({ default: module.Toaster })));

/** The place where toasts appear. Its code arrives when the page has become quiet. */
export function ToastHost() {
  const [ready, setReady] = useState(false);
  const { resolvedTheme } = useTheme();
  useEffect(() => {
    const timer = setTimeout(() => setReady(true), 1200);
    return () => clearTimeout(timer);
  }, []);
  if (!ready) return null;
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
    </Suspense>
  );
}
