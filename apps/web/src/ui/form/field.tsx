import { type ReactNode, useId } from "react";
import { cx } from "../cx.ts";
import { strings } from "../strings.ts";
import { sayRule } from "./say-rule.ts";

type Control = { id: string; "aria-describedby": string | undefined; "aria-invalid": true | undefined };

type FieldProps = {
  label: string;
  hint?: ReactNode;
  /** a rule of the API that is broken, or a sentence */
  error?: string | undefined;
  /** the error of an empty field, where "Enter a ‹label›" does not fit */
  missing?: string;
  /** what may be a mistake; it is shown in addition, and does not prevent saving */
  warning?: ReactNode;
  optional?: boolean;
  children: (control: Control) => ReactNode;
};

/** A label above its control, and below it the error, else the hint. */
export function Field({ label, hint, error, missing, warning, optional, children }: FieldProps) {
  const id = useId();
  const note = `${id}-note`;
  const caution = `${id}-caution`;
  const described = [(error || hint) && note, warning && caution].filter(Boolean).join(" ");
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="font-medium">
        {label}
        {optional && <span className="ml-1 font-normal text-faint">({strings.optional})</span>}
      </label>
      {children({
        id,
        "aria-describedby": described || undefined,
        "aria-invalid": error ? true : undefined,
      })}
      {(error || hint) && (
        <p id={note} className={cx("text-xs", error ? "text-danger" : "text-faint")}>
          {error ? sentenceOf(error, label, missing) : hint}
        </p>
      )}
      {warning && (
        <div id={caution} role="status" className="text-xs text-warn">
          {warning}
        </div>
      )}
    </div>
  );
}

/** An error that concerns several fields, below them; nothing while there is none. */
export function FieldsError({ label, error }: { label: string; error: string | undefined }) {
  if (!error) return null;
  return (
    <p role="alert" className="text-xs text-danger">
      {sentenceOf(error, label)}
    </p>
  );
}

/** A rule without words of its own is told about the field, by its label. */
function sentenceOf(error: string, label: string, missing?: string): string {
  return sayRule(error, label, missing) ?? (error.startsWith("must ") ? `${label} ${error}.` : error);
}
