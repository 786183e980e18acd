"use client";
import { Menu } from "@base-ui/react/menu";
import { Ellipsis } from "lucide-react";
import { IconButton } from "../../ui/button.tsx";
import { menuItemClass, TranscriptItems } from "../transcript/transcript-items.tsx";
import { titleOf } from "./row-parts.tsx";
import { strings } from "./strings.ts";
import type { BrowsedSession } from "./use-browse.ts";
import type { SessionFilters } from "./use-session-filters.ts";

/** What a row leads to beside its session: the others of its client or chatbot, and its transcript. */
export function RowMenu({ row, filters }: { row: BrowsedSession; filters: SessionFilters }) {
  const label = strings.rowMenu(titleOf(row));
  return (
    <Menu.Root>
      <Menu.Trigger render={<IconButton label={label} className="relative z-10" />} aria-label={label}>
        <Ellipsis aria-hidden className="size-4" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner align="end" sideOffset={4} className="z-30">
          <Menu.Popup
            data-edge
            className="max-w-72 min-w-48 rounded-lg border border-line bg-raised p-1 text-text shadow-(--shadow) outline-none"
          >
            <Menu.Item className={menuItemClass} onClick={() => filters.set({ client: row.client.id })}>
              {strings.onlyThisClient(row.client.name)}
            </Menu.Item>
            <Menu.Item className={menuItemClass} onClick={() => filters.set({ bot: row.chatbot.id })}>
              {strings.onlyThisChatbot(row.chatbot.name)}
            </Menu.Item>
            <Menu.Separator className="my-1 h-px bg-line" />
            <TranscriptItems id={row.id} />
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
