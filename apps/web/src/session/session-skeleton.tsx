import { PageHeader } from "../shell/page-header.tsx";
import { Loading, Skeleton } from "../ui/skeleton.tsx";
import { MessagesSkeleton } from "./conversation/messages-skeleton.tsx";

export function SessionSkeleton() {
  return (
    <>
      <PageHeader title={<Skeleton className="h-4 w-40" />} />
      <div className="mx-auto flex min-h-0 w-full max-w-prose flex-1 flex-col px-6">
        <MessagesSkeleton />
      </div>
      <Loading className="mx-auto w-full max-w-prose px-6 pb-3">
        <Skeleton className="h-13 rounded-xl" />
      </Loading>
    </>
  );
}
