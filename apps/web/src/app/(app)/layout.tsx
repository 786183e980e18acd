import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { makeQueryClient } from "../../api/query-client.ts";
import { isSignedIn, serverTrpc } from "../../api/server.ts";
import { INBOX_PAGE } from "../../inbox/page-size.ts";
import { inboxPath, signInPath } from "../../shell/paths.ts";
import { Shell } from "../../shell/shell.tsx";

/** Pages behind the sign-in: the shell, with the first page of the inbox prefetched. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const queryClient = makeQueryClient();
  const trpc = await serverTrpc(queryClient);
  const [signedIn] = await Promise.all([
    isSignedIn(),
    queryClient.prefetchQuery({ ...trpc.account.me.queryOptions(), retry: false }),
    queryClient.prefetchInfiniteQuery({
      ...trpc.sessions.list.infiniteQueryOptions(
        { limit: INBOX_PAGE },
        { getNextPageParam: (page) => page.nextCursor ?? undefined },
      ),
      retry: false,
    }),
  ]);
  if (!signedIn) {
    const path = (await headers()).get("x-path") ?? inboxPath;
    redirect(signInPath(path));
  }
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <Shell>{children}</Shell>
    </HydrationBoundary>
  );
}
