"use client";
import { Menu } from "@base-ui/react/menu";
import { Download } from "lucide-react";
import { IconButton } from "../../ui/button.tsx";
import { strings } from "./strings.ts";
import { TranscriptItems } from "./transcript-items.tsx";

/** Takes what was said in a session away as a file. */
export function TranscriptMenu({ id }: { id: string }) {
  return (
    <Menu.Root>
      <Menu.Trigger render={<IconButton label={strings.menu} />} aria-label={strings.menu}>
        <Download aria-hidden className="size-4" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner align="end" sideOffset={4} className="z-30">
          <Menu.Popup
            data-edge
            className="min-w-48 rounded-lg border border-line bg-raised p-1 text-text shadow-(--shadow) outline-none"
          >
            <TranscriptItems id={id} />
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
