import type { ReactNode } from "react";
import { cx } from "../cx.ts";
import type { UrlParams } from "../use-url-params.ts";
import { Select } from "./inputs.tsx";

type FilterSelectProps<Name extends string> = {
  params: Pick<UrlParams<Name>, "get" | "set">;
  name: Name;
  label: string;
  /** the option without a filter */
  all: string;
  className?: string;
  children: ReactNode;
};

/** A filter with a choice of values, kept in the URL. */
export function FilterSelect<Name extends string>(props: FilterSelectProps<Name>) {
  const { params, name, label, all, className, children } = props;
  return (
    <Select
      aria-label={label}
      value={params.get(name)}
      onChange={(event) => params.set({ [name]: event.target.value } as Record<Name, string>)}
      // On a phone two fit side by side; three would cut off their labels.
      className={cx("w-auto min-w-34 flex-1 sm:flex-none", className)}
    >
      <option value="">{all}</option>
      {children}
    </Select>
  );
}
