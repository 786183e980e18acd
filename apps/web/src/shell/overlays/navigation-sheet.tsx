"use client";
import { Sheet } from "../../ui/overlay/dialog.tsx";
import { Sidebar } from "../sidebar.tsx";
import { strings } from "../strings.ts";

type NavigationSheetProps = { open: boolean; onOpenChange: (open: boolean) => void };

/** The sidebar on a phone: choosing something closes it. */
export function NavigationSheet({ open, onOpenChange }: NavigationSheetProps) {
  return (
    <Sheet open={open} onOpenChange={onOpenChange} title={strings.navigation} side="left">
      <Sidebar inSheet />
    </Sheet>
  );
}
