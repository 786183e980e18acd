import { type ComponentProps, type ReactNode, useRef } from "react";
import type { FieldValues, UseFormReturn } from "react-hook-form";
import { Button } from "../ui/button.tsx";
import { cx } from "../ui/cx.ts";
import { useWarnBeforeUnload } from "../ui/form/use-warn-before-unload.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Time } from "../ui/time/time.tsx";
import { ConflictNote } from "./conflict-note.tsx";
import { strings as words } from "./strings.ts";

/** What a form of a thing takes from `useEditing` and `useCreating`. */
export type EditFormProps<Values extends FieldValues> = {
  form: UseFormReturn<Values>;
  onSubmit: (values: Values) => void;
  /** the button's verb */
  action: string;
  pending: boolean;
  error: unknown;
  /** the outcome of the last save */
  status?: ReactNode;
  conflict?: ComponentProps<typeof ConflictNote> | false;
  /** of `useFormDraft` */
  draft: { restoredAt: string | null; isKept: boolean; discard: () => void };
};

type Props<Values extends FieldValues> = EditFormProps<Values> & { className: string; children: ReactNode };

/** The fields of a thing as children; below them a conflict or an error, the button, and the outcome. */
export function EditForm<Values extends FieldValues>(props: Props<Values>) {
  const { form, onSubmit, pending, error, conflict, draft, className, children } = props;
  const { isDirty } = form.formState;
  const note = useRef<HTMLDivElement>(null);
  useWarnBeforeUnload(isDirty && !pending && !draft.isKept);
  return (
    <form
      noValidate
      onSubmit={form.handleSubmit(onSubmit)}
      // The bar must not cover the field that has the focus.
      className={cx("flex flex-col [&_:is(input,textarea,select,button)]:scroll-my-20", className)}
    >
      {children}
      {(conflict || error !== null) && (
        <div ref={note} tabIndex={-1} className="flex flex-col gap-3 outline-none">
          {conflict && <ConflictNote {...conflict} />}
          {error !== null && <ProblemNote error={error} />}
        </div>
      )}
      <SaveBar
        {...props}
        isUnsaved={isDirty && !pending}
        onCompare={conflict ? () => note.current?.focus() : undefined}
      />
    </form>
  );
}

type SaveBarProps = Pick<Props<FieldValues>, "action" | "pending" | "status" | "draft"> & {
  isUnsaved: boolean;
  /** shows the conflict, which may be out of sight; absent if there is none */
  onCompare: (() => void) | undefined;
};

/** The button, and what is unsaved. While something is, the bar stays in sight however long the form is. */
function SaveBar({ action, pending, status, draft, isUnsaved, onCompare }: SaveBarProps) {
  const button = useRef<HTMLButtonElement>(null);
  return (
    <div
      className={cx(
        "-mx-4 flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-3",
        isUnsaved && "sticky bottom-0 z-10 border-t border-line bg-bg",
      )}
    >
      <Button type="submit" look="primary" pending={pending} ref={button}>
        {action}
      </Button>
      <span role="status" className="text-soft">
        {isUnsaved ? <Unsaved restoredAt={draft.restoredAt} /> : status}
      </span>
      {onCompare && (
        <Button size="sm" onClick={onCompare}>
          {words.compare}
        </Button>
      )}
      {isUnsaved && (
        <Button
          look="quiet"
          size="sm"
          onClick={() => {
            // The button that is pressed disappears.
            button.current?.focus();
            draft.discard();
          }}
        >
          {words.discard}
        </Button>
      )}
    </div>
  );
}

const Unsaved = ({ restoredAt }: { restoredAt: string | null }) =>
  restoredAt === null ? (
    words.unsaved
  ) : (
    <>
      {words.unsavedFrom} <Time at={restoredAt} />
    </>
  );
