"use client";
import { Archive, ArchiveRestore, ListChecks, Pin, Trash2, X } from "lucide-react";
import { Button } from "../../ui/button.tsx";
import { strings } from "../strings.ts";
import type { useInboxActions } from "../use-inbox-actions.ts";
import { strings as words } from "./strings.ts";

type SelectionBarProps = {
  ids: string[];
  /** how many rows are loaded */
  listed: number;
  selectAll: () => void;
  inArchive: boolean;
  clear: () => void;
  actions: ReturnType<typeof useInboxActions>;
};

/** The actions on all selected sessions. */
export function SelectionBar({ ids, listed, selectAll, inArchive, clear, actions }: SelectionBarProps) {
  const then = (act: () => void) => () => {
    act();
    clear();
  };
  const ArchiveIcon = inArchive ? ArchiveRestore : Archive;
  return (
    <section
      aria-label={words.selectedActions}
      data-edge
      className="absolute inset-x-0 bottom-4 z-20 mx-auto flex w-fit max-w-[calc(100%-1.5rem)] animate-in flex-wrap items-center gap-1 rounded-xl border border-line bg-raised p-1.5 shadow-(--shadow)"
    >
      <span role="status" className="tabular px-2 font-medium">
        {words.selected(ids.length)}
      </span>
      {ids.length < listed && (
        <Button look="quiet" onClick={selectAll}>
          <ListChecks aria-hidden className="size-4" />
          {words.selectAll(listed)}
        </Button>
      )}
      <Button look="quiet" onClick={then(() => void actions.update(ids, { pinned: true }))}>
        <Pin aria-hidden className="size-4" />
        {strings.pin}
      </Button>
      <Button look="quiet" onClick={then(() => actions.archive(ids, !inArchive))}>
        <ArchiveIcon aria-hidden className="size-4" />
        {inArchive ? strings.unarchive : strings.archive}
      </Button>
      <Button look="quiet" onClick={then(() => actions.remove(ids))}>
        <Trash2 aria-hidden className="size-4" />
        {strings.delete}
      </Button>
      <Button look="quiet" onClick={clear}>
        <X aria-hidden className="size-4" />
        {words.clear}
      </Button>
    </section>
  );
}
