"use client";
import { X } from "lucide-react";
import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import { IconButton } from "../../ui/button.tsx";
import { loadCode } from "../../ui/load-code.ts";
import { useMedia } from "../../ui/use-media.ts";
import { strings } from "../strings.ts";

const Sheet = dynamic(() =>
  loadCode(() => import("../../ui/overlay/dialog.tsx").then((module) => module.Sheet)),
);
const WIDE = "(min-width: 80rem)";

type PanelFrameProps = { open: boolean; onOpenChange: (open: boolean) => void; children: ReactNode };

/** The panel beside the session; on narrow screens, a sheet over it. */
export function PanelFrame({ open, onOpenChange, children }: PanelFrameProps) {
  const wide = useMedia(WIDE, false);
  if (!open) return null;
  if (!wide)
    return (
      <Sheet open onOpenChange={onOpenChange} title={strings.panel.title} side="right">
        <div className="overflow-y-auto p-4 pt-12">{children}</div>
      </Sheet>
    );
  return (
    <aside
      aria-label={strings.panel.title}
      className="relative w-80 shrink-0 overflow-y-auto border-l border-line bg-side p-4"
    >
      <IconButton
        label={strings.panel.close}
        className="absolute top-2.5 right-2"
        onClick={() => onOpenChange(false)}
      >
        <X aria-hidden className="size-4" />
      </IconButton>
      {children}
    </aside>
  );
}
