"use client";
import { SESSION_LIMITS } from "@parley/api/session/schema";
import { useRef, useState } from "react";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/form/field.tsx";
import { TextInput } from "../ui/form/inputs.tsx";
import { Dialog } from "../ui/overlay/dialog.tsx";
import { strings as ui } from "../ui/strings.ts";
import { strings } from "./strings.ts";

type RenameDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  onRename: (title: string) => void;
};

/** Sets a session's title. */
export function RenameDialog({ open, onOpenChange, title, onRename }: RenameDialogProps) {
  const [text, setText] = useState(title);
  const input = useRef<HTMLInputElement>(null);
  const next = text.trim();
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={strings.renameTitle} initialFocus={input}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!next) return;
          onOpenChange(false);
          onRename(next);
        }}
      >
        <Field label={strings.titleLabel}>
          {(control) => (
            <TextInput
              {...control}
              ref={input}
              value={text}
              maxLength={SESSION_LIMITS.titleMaxCharacters}
              onChange={(event) => setText(event.target.value)}
              onFocus={(event) => event.target.select()}
            />
          )}
        </Field>
        <Button type="submit" look="primary" disabled={!next}>
          {ui.save}
        </Button>
      </form>
    </Dialog>
  );
}
