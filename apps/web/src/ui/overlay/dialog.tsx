"use client";
import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { type ReactNode, type RefObject, useRef } from "react";
import { IconButton } from "../button.tsx";
import { cx } from "../cx.ts";
import { strings } from "../strings.ts";

type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  children: ReactNode;
  wide?: boolean;
  initialFocus?: RefObject<HTMLElement | null>;
};

const backdrop =
  "fixed inset-0 z-40 bg-shade transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0";

const FIELDS = "input:not([type=hidden]), select, textarea";

/**
 * A centred dialog. The focus goes to its first field, else to the dialog, whose title is then read out. Esc and the backdrop
 * close it, and the focus returns to where it was.
 */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  children,
  wide,
  initialFocus,
}: DialogProps) {
  const popup = useRef<HTMLDivElement>(null);
  // On a touch screen the keyboard that a field opens would cover the dialog.
  const firstField = (opened: string) =>
    (opened !== "touch" && popup.current?.querySelector<HTMLElement>(FIELDS)) || popup.current;
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className={backdrop} />
        <Base.Popup
          ref={popup}
          initialFocus={initialFocus ?? firstField}
          data-edge
          className={cx(
            "outline-none fixed top-1/2 left-1/2 z-50 flex max-h-[min(90dvh,48rem)] w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2 flex-col",
            "rounded-xl border border-line bg-raised text-text shadow-(--shadow) transition-[scale,opacity] duration-150",
            "data-ending-style:scale-[0.98] data-ending-style:opacity-0 data-starting-style:scale-[0.98] data-starting-style:opacity-0",
            wide ? "max-w-3xl" : "max-w-md",
          )}
        >
          <div className="flex items-start gap-3 p-5 pb-0">
            <div className="min-w-0 flex-1">
              <Base.Title className="text-base font-semibold">{title}</Base.Title>
              {description && <Base.Description className="mt-1 text-soft">{description}</Base.Description>}
            </div>
            <Base.Close
              render={<IconButton label={strings.close} className="-mt-1 -mr-1" />}
              aria-label={strings.close}
            >
              <X aria-hidden className="size-4" />
            </Base.Close>
          </div>
          <div className="overflow-y-auto p-5">{children}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

type SheetProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  side: "left" | "right";
  children: ReactNode;
};

/** A dialog at an edge: the sidebar and the panel on a phone. The focus goes to the dialog, whose title is then read out. */
export function Sheet({ open, onOpenChange, title, side, children }: SheetProps) {
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className={backdrop} />
        <Base.Popup
          ref={popup}
          initialFocus={popup}
          data-edge
          className={cx(
            "outline-none fixed inset-y-0 z-50 flex h-dvh w-[min(20rem,calc(100vw-2.5rem))] flex-col bg-side pb-[env(safe-area-inset-bottom)]",
            "text-text shadow-(--shadow) transition-transform duration-200",
            side === "left"
              ? "left-0 data-ending-style:-translate-x-full data-starting-style:-translate-x-full"
              : "right-0 data-ending-style:translate-x-full data-starting-style:translate-x-full",
          )}
        >
          <Base.Title className="sr-only">{title}</Base.Title>
          <Base.Close
            render={<IconButton label={strings.close} className="absolute top-2 right-2 z-10" />}
            aria-label={strings.close}
          >
            <X aria-hidden className="size-4" />
          </Base.Close>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
