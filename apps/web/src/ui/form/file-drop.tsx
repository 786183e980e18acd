"use client";
import { Upload } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "../button.tsx";
import { cx } from "../cx.ts";

type FileDropProps = {
  /** the button's verb */
  action: string;
  /** what may be dropped */
  hint: string;
  accept: string;
  multiple?: boolean;
  onFiles: (files: File[]) => void;
};

/** Accepts files that are chosen by the button, or dropped on the area. */
export function FileDrop({ action, hint, accept, multiple, onFiles }: FileDropProps) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button inside is the first
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onFiles([...event.dataTransfer.files]);
      }}
      className={cx(
        "flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border border-dashed p-3",
        over ? "border-accent bg-accent-soft" : "border-line-strong",
      )}
    >
      <Button onClick={() => input.current?.click()}>
        <Upload aria-hidden className="size-4" />
        {action}
      </Button>
      <span className="min-w-0 flex-1 basis-48 text-soft">{hint}</span>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        multiple={multiple}
        aria-label={action}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
    </div>
  );
}
