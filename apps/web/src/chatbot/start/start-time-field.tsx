import { Field, TextInput } from "../../ui/form/field.tsx";

type StartTimeFieldProps = {
  label: string;
  hint: string;
  /** as the field has it: a local time without a zone, or nothing */
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
};

/** A time to come, in the reader's own zone. */
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

/** The moment that the field means, as the API takes it; undefined where it holds none. */
export function toTimestamp(value: string): string | undefined {
  const at = new Date(value);
  return value === "" || Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
