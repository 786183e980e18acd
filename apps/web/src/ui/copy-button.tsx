"use client";
import { Check, Copy } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { buttonClass } from "./button.tsx";
import { earlyInput, useReplay } from "./early-input.ts";
import { notify } from "./overlay/toast.ts";
import { strings } from "./strings.ts";

const SHOWN_MS = 1500;

type CopyButtonProps = {
  text: string | (() => string);
  label?: string;
  children?: ReactNode;
  className?: string;
  /** how the button looks: quiet beside text, plain where it is the thing to do */
  look?: "quiet" | "plain";
};

/** Copies `text`. Its label changes to "Copied" without a change of size. */
export function CopyButton({
  text,
  label = strings.copy,
  children,
  className,
  look = "quiet",
}: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(typeof text === "function" ? text() : text);
      setCopied(true);
    } catch {
      notify.error(strings.copyFailed);
    }
  }

  const Icon = copied ? Check : Copy;
  return (
    <button
      type="button"
      {...earlyInput.press}
      ref={useReplay()}
      onClick={copy}
      aria-label={label}
      className={buttonClass(look, look === "plain" ? "md" : "sm", className)}
    >
      <Icon aria-hidden className="size-3.5" />
      <span aria-live="polite">{copied ? strings.copied : (children ?? label)}</span>
    </button>
  );
}
