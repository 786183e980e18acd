"use client";
import { Menu as Base } from "@base-ui/react/menu";
import { Ellipsis } from "lucide-react";
import { Menu, MenuItem } from "../../ui/menu.tsx";
import { TranscriptItems } from "../transcript/transcript-items.tsx";
import { titleOf } from "./row-parts.tsx";
import { strings } from "./strings.ts";
import type { BrowsedSession } from "./use-browse.ts";
import type { SessionFilters } from "./use-session-filters.ts";

/** Filters by the row's client or chatbot, and downloads of its transcript. */
export function RowMenu({ row, filters }: { row: BrowsedSession; filters: SessionFilters }) {
  return (
    <Menu
      label={strings.rowMenu(titleOf(row))}
      icon={<Ellipsis aria-hidden className="size-4" />}
      // Above the row's link, which covers the row.
      className="relative z-10"
      popupClassName="max-w-72"
    >
      <MenuItem onClick={() => filters.set({ client: row.client.id })}>
        {strings.onlyThisClient(row.client.name)}
      </MenuItem>
      <MenuItem onClick={() => filters.set({ bot: row.chatbot.id })}>
        {strings.onlyThisChatbot(row.chatbot.name)}
      </MenuItem>
      <Base.Separator className="my-1 h-px bg-line" />
      <TranscriptItems id={row.id} />
    </Menu>
  );
}
