import { Loading, Skeleton } from "../../ui/skeleton.tsx";

/** At the end of the column, where the latest messages will be. */
export function MessagesSkeleton() {
  return (
    <Loading className="mt-auto flex flex-col gap-8 py-4">
      {["w-2/3", "w-full", "w-1/2", "w-5/6"].map((width) => (
        <div key={width} className="flex flex-col gap-3">
          <Skeleton className="h-3 w-24" />
          <Skeleton className={`h-4 ${width}`} />
          <Skeleton className="h-4 w-1/2" />
        </div>
      ))}
    </Loading>
  );
}
