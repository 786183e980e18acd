import type { ComponentProps, ReactNode } from "react";
import type { FieldValues, UseFormReturn } from "react-hook-form";
import { Button } from "../ui/button.tsx";
import { cx } from "../ui/cx.ts";
import { useWarnBeforeUnload } from "../ui/form/use-warn-before-unload.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { ConflictNote } from "./conflict-note.tsx";

/** What a form of a thing takes from `useEditing` and `useCreating`. */
export type EditFormProps<Values extends FieldValues> = {
  form: UseFormReturn<Values>;
  onSubmit: (values: Values) => void;
  /** the button's verb */
  action: string;
  pending: boolean;
  error: unknown;
  status?: ReactNode;
  conflict?: ComponentProps<typeof ConflictNote> | false;
};

type Props<Values extends FieldValues> = EditFormProps<Values> & { className: string; children: ReactNode };

/** The fields of a thing as children; below them a conflict or an error, the button, and the outcome. */
export function EditForm<Values extends FieldValues>(props: Props<Values>) {
  const { form, onSubmit, action, pending, error, status, conflict, className, children } = props;
  useWarnBeforeUnload(form.formState.isDirty && !pending);
  return (
    <form noValidate onSubmit={form.handleSubmit(onSubmit)} className={cx("flex flex-col", className)}>
      {children}
      <div className="flex flex-col gap-3">
        {conflict && <ConflictNote {...conflict} />}
        {error !== null && <ProblemNote error={error} />}
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" look="primary" pending={pending}>
            {action}
          </Button>
          <span role="status" className="text-soft">
            {status}
          </span>
        </div>
      </div>
    </form>
  );
}
