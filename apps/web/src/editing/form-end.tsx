import type { ReactNode } from "react";
import { Button } from "../ui/button.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";

type FormEndProps = {
  /** the button's verb */
  action: string;
  pending: boolean;
  error: unknown;
  status?: ReactNode;
  /** stands above the button: a lost race, for example */
  children?: ReactNode;
};

/** The end of a form: what went wrong, the button, and what became of it. */
export function FormEnd({ action, pending, error, status, children }: FormEndProps) {
  return (
    <div className="flex flex-col gap-3">
      {children}
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
  );
}
