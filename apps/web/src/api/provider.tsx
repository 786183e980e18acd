"use client";
import { QueryClientProvider } from "@tanstack/react-query";
import { ThemeProvider } from "next-themes";
import { type ReactNode, useState } from "react";
import { signInPath } from "../shell/paths.ts";
import { ToastHost } from "../ui/overlay/toast-host.tsx";
import { client } from "./client.ts";
import { isLeaving } from "./leaving.ts";
import { makeQueryClient } from "./query-client.ts";
import { TRPCProvider } from "./trpc.ts";

/** The providers of every page: the query cache, the API's client, the theme, and the host of toasts. */
export function Providers({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  const [queryClient] = useState(() => makeQueryClient(goToSignIn));
  return (
    <ThemeProvider attribute="data-theme" disableTransitionOnChange {...(nonce ? { nonce } : {})}>
      <QueryClientProvider client={queryClient}>
        <TRPCProvider trpcClient={client} queryClient={queryClient}>
          {children}
        </TRPCProvider>
      </QueryClientProvider>
      <ToastHost />
    </ThemeProvider>
  );
}

function goToSignIn() {
  if (isLeaving() || window.location.pathname.startsWith("/sign-")) return;
  const here = window.location.pathname + window.location.search;
  window.location.assign(`${signInPath(here)}&signedOut=1`);
}
