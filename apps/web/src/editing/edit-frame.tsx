"use client";
import type { ReactNode } from "react";
import { PageHeader } from "../shell/page-header.tsx";
import { PageBody } from "../ui/page-body.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Loading, Skeleton } from "../ui/skeleton.tsx";
import { useTitle } from "../ui/use-title.ts";

type EditFrameProps<Thing> = {
  query: { data: Thing | undefined; isError: boolean; error: unknown; refetch: () => unknown };
  /** until the thing's name is known */
  title: string;
  /** in the header, beside the thing's name */
  action: (thing: Thing) => ReactNode;
  children: (thing: Thing) => ReactNode;
};

/** The page of one thing: its name, and `children` when it is loaded. */
export function EditFrame<Thing extends { name: string }>(props: EditFrameProps<Thing>) {
  const { query, title, action, children } = props;
  const thing = query.data;
  useTitle(thing?.name);
  return (
    <>
      <PageHeader title={thing?.name ?? title}>{thing && action(thing)}</PageHeader>
      {thing ? (
        children(thing)
      ) : (
        <PageBody>{query.isError ? <Failed query={query} /> : <Waiting />}</PageBody>
      )}
    </>
  );
}

const Failed = ({ query }: { query: Pick<EditFrameProps<unknown>["query"], "error" | "refetch"> }) => (
  <ProblemNote error={query.error} onRetry={() => void query.refetch()} />
);

function Waiting() {
  return (
    <Loading className="flex flex-col gap-4">
      <Skeleton className="h-16" />
      <Skeleton className="h-36" />
      <Skeleton className="h-16" />
    </Loading>
  );
}
