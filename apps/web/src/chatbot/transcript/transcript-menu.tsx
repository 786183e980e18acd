"use client";
import { Download } from "lucide-react";
import { Menu } from "../../ui/menu.tsx";
import { strings } from "./strings.ts";
import { TranscriptItems } from "./transcript-items.tsx";

/** Downloads a session's transcript. */
export function TranscriptMenu({ id }: { id: string }) {
  return (
    <Menu label={strings.menu} icon={<Download aria-hidden className="size-4" />}>
      <TranscriptItems id={id} />
    </Menu>
  );
}
