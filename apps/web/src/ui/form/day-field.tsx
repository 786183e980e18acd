import { useId } from "react";
import { cx } from "../cx.ts";
import { TextInput } from "./inputs.tsx";

type DayFieldProps = {
  label: string;
  /** as `2026-01-31`, or "" */
  value: string;
  onChange: (day: string) => void;
  /** of the whole */
  className?: string;
  /** of the input */
  inputClassName: string;
};

/** A day of the calendar, with its label beside it. */
export function DayField({ label, value, onChange, className, inputClassName }: DayFieldProps) {
  const id = useId();
  return (
    <div className={cx("flex items-center gap-2", className)}>
      <label htmlFor={id} className="text-soft">
        {label}
      </label>
      <TextInput
        id={id}
        type="date"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className={cx("h-9 py-0", inputClassName)}
      />
    </div>
  );
}
