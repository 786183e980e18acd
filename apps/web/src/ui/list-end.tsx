import { Button } from "./button.tsx";
import { cx } from "./cx.ts";

/** The pages of an endless list that are not loaded yet. */
export type More = { has: boolean; loading: boolean; load: () => void };

type ListEndProps = {
  more: More;
  words: { more: string; loadingMore: string };
  /** how many there are, shown when all are loaded */
  end: string;
  className?: string;
};

/** The end of an endless list: loads more of it, or says how many there are. */
export function ListEnd({ more, words, end, className }: ListEndProps) {
  return (
    <div className={cx("flex h-12 items-center justify-center text-xs text-faint", className)}>
      {more.has ? (
        <Button look="quiet" size="sm" onClick={more.load} pending={more.loading}>
          {more.loading ? words.loadingMore : words.more}
        </Button>
      ) : (
        <span className="tabular">{end}</span>
      )}
    </div>
  );
}

type InfiniteQuery = { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };

export const moreOf = ({ hasNextPage, isFetchingNextPage, fetchNextPage }: InfiniteQuery): More => ({
  has: hasNextPage,
  loading: isFetchingNextPage,
  load: () => void fetchNextPage(),
});
