"use client";
import { Menu } from "@base-ui/react/menu";
import { Archive, ArchiveRestore, Ellipsis, Pencil, Pin, PinOff, Trash2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { strings as inbox } from "../inbox/strings.ts";
import { titleOf } from "../inbox/title-of.ts";
import { useInboxActions } from "../inbox/use-inbox-actions.ts";
import { inboxPath } from "../shell/paths.ts";
import { IconButton } from "../ui/button.tsx";
import type { LiveSession } from "./live/live-session.ts";
import { strings } from "./strings.ts";

const RenameDialog = dynamic(() =>
  import("../inbox/rename-dialog.tsx").then((module) => module.RenameDialog),
);

/** What can be done to the session as a whole. */
export function SessionMenu({ session }: { session: LiveSession }) {
  const [renaming, setRenaming] = useState(false);
  const actions = useInboxActions();
  const router = useRouter();
  const { id, pinned, archived } = session;
  return (
    <>
      <Menu.Root>
        <Menu.Trigger render={<IconButton label={strings.menu} />} aria-label={strings.menu}>
          <Ellipsis aria-hidden className="size-4" />
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner align="end" sideOffset={4} className="z-30">
            <Menu.Popup
              data-edge
              className="min-w-48 rounded-lg border border-line bg-raised p-1 text-text shadow-(--shadow) outline-none"
            >
              <Item icon={<Pencil aria-hidden className="size-4" />} onClick={() => setRenaming(true)}>
                {inbox.rename}
              </Item>
              <Item
                icon={
                  pinned ? <PinOff aria-hidden className="size-4" /> : <Pin aria-hidden className="size-4" />
                }
                onClick={() => void actions.update([id], { pinned: !pinned })}
              >
                {pinned ? inbox.unpin : inbox.pin}
              </Item>
              <Item
                icon={
                  archived ? (
                    <ArchiveRestore aria-hidden className="size-4" />
                  ) : (
                    <Archive aria-hidden className="size-4" />
                  )
                }
                onClick={() => actions.archive([id], !archived)}
              >
                {archived ? inbox.unarchive : inbox.archive}
              </Item>
              <Item
                icon={<Trash2 aria-hidden className="size-4" />}
                onClick={() => {
                  actions.remove([id]);
                  router.push(inboxPath);
                }}
              >
                {inbox.delete}
              </Item>
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
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

function Item({ icon, onClick, children }: { icon: ReactNode; onClick: () => void; children: string }) {
  return (
    <Menu.Item
      onClick={onClick}
      className="flex min-h-9 items-center gap-2 rounded-md px-2 outline-none data-highlighted:bg-hover"
    >
      {icon}
      {children}
    </Menu.Item>
  );
}
