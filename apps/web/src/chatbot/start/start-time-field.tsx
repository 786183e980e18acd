import { Field } from "../../ui/form/field.tsx";
import { TextInput } from "../../ui/form/inputs.tsx";

type StartTimeFieldProps = {
  label: string;
  hint: string;
  /** the value of the input: a local time without a zone, or "" */
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
};

/** A future time in the browser's time zone. */
export function StartTimeField({ label, hint, value, onChange, error }: StartTimeFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <TextInput
          type="datetime-local"
          {...control}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

/** The value of the input in ISO 8601 UTC; undefined where it is empty or invalid. */
export function toTimestamp(value: string): string | undefined {
  const at = new Date(value);
  return value === "" || Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
