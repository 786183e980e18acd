import { cx } from "../cx.ts";

type ChoiceProps = {
  /** of the group of radio buttons */
  name: string;
  checked: boolean;
  onChoose: () => void;
  className: string;
  children: string;
};

/** One option of a group of radio buttons that looks like a segmented control. */
export function Choice({ name, checked, onChoose, className, children }: ChoiceProps) {
  return (
    <label
      className={cx(
        "flex min-h-9 cursor-pointer items-center has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-accent",
        checked ? "bg-accent-soft font-medium text-accent-text" : "hover:bg-hover",
        className,
      )}
    >
      <input type="radio" name={name} checked={checked} onChange={onChoose} className="sr-only" />
      {children}
    </label>
  );
}
