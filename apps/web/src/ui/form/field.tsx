import { type ComponentProps, type ReactNode, useId } from "react";
import { cx } from "../cx.ts";
import { earlyInput, useReplay } from "../early-input.ts";
import { strings } from "../strings.ts";

const inputClass = cx(
  "w-full rounded-md border border-line-strong bg-raised px-3 text-base text-text sm:text-sm",
  "aria-invalid:border-danger disabled:opacity-60",
);

type Control = { id: string; "aria-describedby": string | undefined; "aria-invalid": true | undefined };

type FieldProps = {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  optional?: boolean;
  children: (control: Control) => ReactNode;
};

/** A label above its control, and below it the error, else the hint. */
export function Field({ label, hint, error, optional, children }: FieldProps) {
  const id = useId();
  const note = `${id}-note`;
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="font-medium">
        {label}
        {optional && <span className="ml-1 font-normal text-faint">({strings.optional})</span>}
      </label>
      {children({
        id,
        "aria-describedby": error || hint ? note : undefined,
        "aria-invalid": error ? true : undefined,
      })}
      {(error || hint) && (
        <p id={note} className={cx("text-xs", error ? "text-danger" : "text-faint")}>
          {error ? sentence(label, error) : hint}
        </p>
      )}
    </div>
  );
}

/** Makes a sentence about the field of a schema's rule ("must not be empty"). */
function sentence(label: string, error: string): string {
  return error.startsWith("must ") ? `${label} ${error}.` : error;
}

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
