"use client";
import { AlertDialog as Base } from "@base-ui/react/alert-dialog";
import { type ReactNode, useRef } from "react";
import { Button, buttonClass } from "../button.tsx";
import { strings } from "../strings.ts";

type ConfirmProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  children: ReactNode;
  action: string;
  onConfirm: () => void;
};

/** Asks for confirmation of something that cannot be undone. The button names the action; the focus is on Cancel. */
export function Confirm({ open, onOpenChange, title, children, action, onConfirm }: ConfirmProps) {
  const cancel = useRef<HTMLButtonElement>(null);
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-shade transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup
          initialFocus={cancel}
          data-edge
          className="fixed top-1/2 left-1/2 z-50 w-[calc(100vw-2rem)] max-w-md -translate-x-1/2 -translate-y-1/2 rounded-xl border border-line bg-raised p-5 text-text shadow-(--shadow)"
        >
          <Base.Title className="text-base font-semibold">{title}</Base.Title>
          <Base.Description className="mt-2 text-soft">{children}</Base.Description>
          <div className="mt-5 flex flex-wrap justify-end gap-2">
            <Base.Close ref={cancel} className={buttonClass("plain")}>
              {strings.cancel}
            </Base.Close>
            <Button
              look="danger"
              onClick={() => {
                onOpenChange(false);
                onConfirm();
              }}
            >
              {action}
            </Button>
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
