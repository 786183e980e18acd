import type { ComponentProps } from "react";
import { cx } from "../cx.ts";
import { earlyInput, useReplay } from "../early-input.ts";

const inputClass = cx(
  "w-full rounded-md border border-line-strong bg-raised px-3 text-base text-text sm:text-sm",
  "aria-invalid:border-danger disabled:opacity-60",
);

/** A one-line text field. */
export function TextInput({ className, ref, ...rest }: ComponentProps<"input">) {
  return (
    <input
      {...earlyInput.value}
      {...rest}
      ref={useReplay(ref)}
      className={cx(inputClass, "py-2 read-only:bg-side", className)}
    />
  );
}

/** A field of several lines that grows with what is written. */
export function TextArea({ className, ref, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea
      {...earlyInput.value}
      {...rest}
      ref={useReplay(ref)}
      className={cx(inputClass, "field-sizing-content resize-y py-2", className)}
    />
  );
}

/** The native select, which works best on a phone and with a screen reader. */
export function Select({ className, children, ref, ...rest }: ComponentProps<"select">) {
  return (
    <select
      {...earlyInput.value}
      {...rest}
      ref={useReplay(ref)}
      className={cx(inputClass, "h-9 pr-8", className)}
    >
      {children}
    </select>
  );
}
