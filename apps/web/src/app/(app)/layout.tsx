import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { makeQueryClient } from "../../api/query-client.ts";
import { isSignedIn, serverTrpc } from "../../api/server.ts";
import { RECENT_PAGE } from "../../inbox/page-size.ts";
import { homePath, signInPath } from "../../shell/paths.ts";
import { Shell } from "../../shell/shell.tsx";

/** Pages behind the sign-in: the shell, with what its sidebar shows prefetched. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const queryClient = makeQueryClient();
  const trpc = await serverTrpc(queryClient);
  const [signedIn] = await Promise.all([
    isSignedIn(),
    queryClient.prefetchQuery({ ...trpc.account.me.queryOptions(), retry: false }),
    queryClient.prefetchQuery({
      ...trpc.sessions.list.queryOptions({ limit: RECENT_PAGE }),
      retry: false,
    }),
    queryClient.prefetchQuery({ ...trpc.sessions.needs.queryOptions(), retry: false }),
  ]);
  if (!signedIn) {
    const path = (await headers()).get("x-path") ?? homePath;
    redirect(signInPath(path));
  }
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <Shell>{children}</Shell>
    </HydrationBoundary>
  );
}
