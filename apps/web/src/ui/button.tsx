import type { ComponentProps } from "react";
import { cx } from "./cx.ts";
import { earlyInput, useReplay } from "./early-input.ts";
import { Spinner } from "./spinner.tsx";

type Look = "primary" | "plain" | "quiet" | "danger";
type Size = "md" | "sm";

const looks: Record<Look, string> = {
  primary: "bg-accent text-on-accent border-transparent hover:bg-accent-hover",
  plain: "bg-raised text-text border-line-strong/60 hover:bg-hover active:bg-press",
  quiet: "bg-transparent text-soft border-transparent hover:bg-hover hover:text-text active:bg-press",
  danger: "bg-raised text-danger border-danger/50 hover:bg-danger-soft",
};
const sizes: Record<Size, string> = { md: "min-h-9 px-3 text-sm", sm: "min-h-7 px-2 text-xs" };

/** The classes of a button, also for links that look like one. */
export function buttonClass(look: Look = "plain", size: Size = "md", extra?: string): string {
  return cx(
    "inline-flex shrink-0 items-center justify-center gap-2 rounded-md border font-medium whitespace-nowrap",
    "transition-colors duration-150 select-none disabled:opacity-60 aria-disabled:opacity-60",
    looks[look],
    sizes[size],
    extra,
  );
}

type ButtonProps = ComponentProps<"button"> & { look?: Look; size?: Size; pending?: boolean };

/** While `pending` it keeps its size and focus, and ignores presses. */
export function Button({ look, size, pending, className, children, onClick, ref, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...earlyInput.press}
      {...rest}
      ref={useReplay(ref)}
      aria-disabled={pending || rest["aria-disabled"] || undefined}
      onClick={pending ? (event) => event.preventDefault() : onClick}
      className={buttonClass(look, size, className)}
    >
      {pending && <Spinner />}
      {children}
    </button>
  );
}

type IconButtonProps = ComponentProps<"button"> & { label: string };

/** A button with an icon only: its label is its accessible name and its tooltip. */
export function IconButton({ label, className, children, ref, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      {...earlyInput.press}
      aria-label={label}
      title={label}
      {...rest}
      ref={useReplay(ref)}
      className={cx(
        "inline-flex size-8 shrink-0 items-center justify-center rounded-md text-soft transition-colors duration-150",
        "hover:bg-hover hover:text-text active:bg-press disabled:opacity-50",
        className,
      )}
    >
      {children}
    </button>
  );
}
