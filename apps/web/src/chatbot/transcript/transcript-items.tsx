"use client";
import { Menu } from "@base-ui/react/menu";
import { Download } from "lucide-react";
import { menuItemClass } from "../../ui/menu.tsx";
import { strings } from "./strings.ts";
import { transcriptPath } from "./transcript-path.ts";

/** Menu items that download a session's transcript, one for each format. */
export function TranscriptItems({ id }: { id: string }) {
  return (["md", "pdf", "json"] as const).map((format) => (
    <Menu.LinkItem key={format} href={transcriptPath(id, format)} download className={menuItemClass}>
      <Download aria-hidden className="size-4" />
      {strings.formats[format]}
    </Menu.LinkItem>
  ));
}
