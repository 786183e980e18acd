"use client";
import { type InfiniteData, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { client } from "../api/client.ts";
import { problemOf } from "../api/problem.ts";
import { useTRPC } from "../api/trpc.ts";
import type { InboxItem } from "../api/types.ts";
import { notify } from "../ui/overlay/toast.ts";
import { strings as ui } from "../ui/strings.ts";
import { deleteWithUndo } from "./delete-with-undo.ts";
import { strings } from "./strings.ts";

type Page = { items: InboxItem[]; nextCursor: string | null };
type Change = Partial<Pick<InboxItem, "title" | "pinned" | "archived">>;

/** Actions on one or several sessions, applied optimistically: the lists are refetched after the server's response. */
export function useInboxActions() {
  const queryClient = useQueryClient();
  const trpc = useTRPC();

  const update = useCallback(
    async (ids: string[], change: Change & { title?: string }) => {
      const listKey = trpc.sessions.list.pathKey();
      queryClient.setQueriesData<InfiniteData<Page>>({ queryKey: listKey }, (data) =>
        changedIn(data, ids, change),
      );
      const outcomes = await Promise.allSettled(
        ids.map((id) => client.sessions.update.mutate({ id, ...change })),
      );
      const failed = outcomes.find((outcome) => outcome.status === "rejected");
      if (failed) {
        const { what, next } = problemOf(failed.reason);
        notify.error(what, { description: next });
      }
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: listKey }),
        queryClient.invalidateQueries({ queryKey: trpc.sessions.get.pathKey() }),
      ]);
    },
    [queryClient, trpc],
  );

  const archive = useCallback(
    (ids: string[], archived: boolean) => {
      void update(ids, { archived });
      if (!archived) return;
      notify.info(strings.archivedToast(ids.length), {
        action: { label: ui.undo, onClick: () => void update(ids, { archived: false }) },
      });
    },
    [update],
  );

  const remove = useCallback(
    (ids: string[]) => deleteWithUndo(ids, queryClient, trpc.sessions.list.pathKey()),
    [queryClient, trpc],
  );

  return { update, archive, remove };
}

function changedIn(data: InfiniteData<Page> | undefined, ids: string[], change: Change) {
  if (!data?.pages) return data;
  const pages = data.pages.map((page) => ({
    ...page,
    items: page.items
      .map((item) => (ids.includes(item.id) ? { ...item, ...change } : item))
      .filter((item) => change.archived === undefined || !ids.includes(item.id)),
  }));
  return { ...data, pages };
}
