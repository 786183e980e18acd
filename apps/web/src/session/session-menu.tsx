"use client";
import { Archive, ArchiveRestore, Ellipsis, Pencil, Pin, PinOff, Trash2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { strings as inbox } from "../inbox/strings.ts";
import { titleOf } from "../inbox/title-of.ts";
import { useInboxActions } from "../inbox/use-inbox-actions.ts";
import { sessionsPath } from "../shell/paths.ts";
import { loadCode } from "../ui/load-code.ts";
import { Menu, MenuItem } from "../ui/menu.tsx";
import type { LiveSession } from "./live/live-session.ts";
import { strings } from "./strings.ts";

const RenameDialog = dynamic(() =>
  loadCode(() => import("../inbox/rename-dialog.tsx").then((module) => module.RenameDialog)),
);

/** Actions on the session as a whole. */
export function SessionMenu({ session }: { session: LiveSession }) {
  const [renaming, setRenaming] = useState(false);
  const actions = useInboxActions();
  const router = useRouter();
  const { id, pinned, archived } = session;
  const PinIcon = pinned ? PinOff : Pin;
  const ArchiveIcon = archived ? ArchiveRestore : Archive;
  return (
    <>
      <Menu label={strings.menu} icon={<Ellipsis aria-hidden className="size-4" />}>
        <MenuItem onClick={() => setRenaming(true)}>
          <Pencil aria-hidden className="size-4" />
          {inbox.rename}
        </MenuItem>
        <MenuItem onClick={() => void actions.update([id], { pinned: !pinned })}>
          <PinIcon aria-hidden className="size-4" />
          {pinned ? inbox.unpin : inbox.pin}
        </MenuItem>
        <MenuItem onClick={() => actions.archive([id], !archived)}>
          <ArchiveIcon aria-hidden className="size-4" />
          {archived ? inbox.unarchive : inbox.archive}
        </MenuItem>
        <MenuItem
          onClick={() => {
            actions.remove([id]);
            router.push(sessionsPath);
          }}
        >
          <Trash2 aria-hidden className="size-4" />
          {inbox.delete}
        </MenuItem>
      </Menu>
      {renaming && (
        <RenameDialog
          open
          onOpenChange={setRenaming}
          title={session.title ?? titleOf(session)}
          onRename={(title) => void actions.update([id], { title })}
        />
      )}
    </>
  );
}
