import { Archive, ArchiveRestore, Pin, PinOff, Trash2 } from "lucide-react";
import type { InboxItem } from "../../api/types.ts";
import { IconButton } from "../../ui/button.tsx";
import { strings } from "../strings.ts";
import type { useInboxActions } from "../use-inbox-actions.ts";

type RowActionsProps = { item: InboxItem; title: string; actions: ReturnType<typeof useInboxActions> };

/** The actions on one session, shown while the pointer or the focus is in its row. */
export function RowActions({ item, title, actions }: RowActionsProps) {
  const pin = item.pinned ? strings.unpin : strings.pin;
  const archive = item.archived ? strings.unarchive : strings.archive;
  const PinIcon = item.pinned ? PinOff : Pin;
  const ArchiveIcon = item.archived ? ArchiveRestore : Archive;
  return (
    <div className="sr-only z-10 flex group-focus-within:sm:not-sr-only group-hover:sm:not-sr-only group-focus-within:sm:flex group-hover:sm:flex">
      <IconButton
        label={strings.of(pin, title)}
        title={pin}
        onClick={() => void actions.update([item.id], { pinned: !item.pinned })}
      >
        <PinIcon aria-hidden className="size-4" />
      </IconButton>
      <IconButton
        label={strings.of(archive, title)}
        title={archive}
        onClick={() => actions.archive([item.id], !item.archived)}
      >
        <ArchiveIcon aria-hidden className="size-4" />
      </IconButton>
      <IconButton
        label={strings.of(strings.delete, title)}
        title={strings.delete}
        onClick={() => actions.remove([item.id])}
      >
        <Trash2 aria-hidden className="size-4" />
      </IconButton>
    </div>
  );
}
