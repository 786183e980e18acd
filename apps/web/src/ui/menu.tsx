"use client";
import { Menu as Base } from "@base-ui/react/menu";
import type { ReactNode } from "react";
import { IconButton } from "./button.tsx";
import { cx } from "./cx.ts";

export const menuItemClass =
  "flex min-h-9 items-center gap-2 rounded-md px-2 outline-none data-highlighted:bg-hover";

type MenuProps = {
  label: string;
  icon: ReactNode;
  className?: string;
  popupClassName?: string;
  children: ReactNode;
};

/** An icon button that opens a menu; its items are children. */
export function Menu({ label, icon, className, popupClassName, children }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={<IconButton label={label} className={className} />} aria-label={label}>
        {icon}
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner align="end" sideOffset={4} className="z-30">
          <Base.Popup
            data-edge
            className={cx(
              "min-w-48 rounded-lg border border-line bg-raised p-1 text-text shadow-(--shadow) outline-none",
              popupClassName,
            )}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export function MenuItem({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <Base.Item className={menuItemClass} onClick={onClick}>
      {children}
    </Base.Item>
  );
}
